import {
  type CallArguments,
  checkOwnPin,
  checkPin,
  createEmitter,
  createService,
  failure,
  faultError,
  findCallback,
  type Handler,
  invalid,
  type Place,
  readArguments,
  readJoin,
  readStart,
  type Result,
  settle,
  success,
  takeNatives,
} from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';
import { CUSTOMER_METHODS, type CustomerMethod } from '../methods.js';
import type { LoadPart } from '../parts/parts.js';
import type { MaskSettings } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import { busy, connecting } from './connecting.js';
import { type Context, emitError } from './context.js';
import { end } from './end.js';
import { CUSTOMER_EVENTS } from './events.js';
import { faulted } from './finish.js';
import type { LiveModule } from './live-module.js';
import { createPanel } from './panel.js';
import { createPreviewer } from './previewer.js';
import { tellRules } from './rules.js';
import { createSeatStore } from './seat-store.js';
import type { Settings } from './settings.js';
import { joinByPin, start } from './start.js';
import { type Live, type SessionInfo, sessionInfo, type User } from './state.js';
import { createTabLocks } from './tab-lock.js';
import { follow, recover, resume, take } from '../tabs/back.js';
import { createTabs } from '../tabs/tabs.js';
import { withLive } from '../tabs/with-live.js';

export interface SessionOptions {
  window: Window & typeof globalThis;
  place: Place;
  settings: Settings;
  secrets: Secrets;
  loadLive(): Promise<LiveModule>;
  loadPart: LoadPart;
  /** Called with what the session's files share, once. */
  begin?: ((ctx: Context) => void) | undefined;
}

/** The object an integrator works with (surface §4). */
export type CustomerSession = Record<CustomerMethod, (...args: unknown[]) => Promise<object>> & {
  on(event: string, handler: Handler): void;
  off(event: string, handler?: Handler): void;
  getSessionInfo(): SessionInfo;
};

export interface OpenedSession {
  session: CustomerSession;
  /** Looks whether a reload has left a live session; `init` waits for it. */
  recover(): Promise<void>;
  /** With multi-tab persistence, once `init` has answered: the tab joins in by itself and wherever the customer works. */
  follow(): void;
  /** `init` again: only masks are added. */
  mask(masks: MaskSettings): void;
}

export function createSession(o: SessionOptions): OpenedSession {
  const { window, settings, place } = o;
  const natives = takeNatives(window, (error) => faulted(ctx, error));
  const ctx: Context = {
    ...o,
    natives,
    service: createService(place.service, natives),
    emitter: createEmitter(CUSTOMER_EVENTS),
    store: createSeatStore(window, settings.multiTabSessionPersistence.stateCookieKey),
    locks: createTabLocks(window.navigator.locks, place.appKey),
    panel: createPanel({
      document: window.document,
      settings,
      actions: {
        end: () => void end(ctx),
        pause: () => void session.pause(),
        loadMove: () => ctx.loadPart('move'),
        resume: () => void session.resume(),
        answer: (userId, allow) => void session.respondAgent({ userId, allow }),
        preview: (on) => void session.preview(on),
      },
    }),
    tabs: createTabs(() => ctx),
    preview: createPreviewer(() => ctx),
    masks: settings.piiMask,
    joined: undefined,
    state: { kind: 'idle' },
  };

  o.begin?.(ctx);
  const event = (error: SightlineError): boolean => emitError(ctx, error);
  const fail = (args: readonly unknown[], error: SightlineError): Promise<object> =>
    settle({ work: failure(error), callback: findCallback(args), event }).promise;

  const methods: Record<CustomerMethod, (...args: unknown[]) => Promise<object>> = {
    ...laterMethods(ctx, fail),
    start: (...args) => {
      const call = readCall(args, ['sdkToken', 'customPinCode'], readStart);
      if (!call.ok) return fail(args, call.error);
      const refused = busy(ctx, 'start');
      if (refused) return fail(args, refused);
      const from = ctx.state.kind;
      const { wishes, callback } = call.value;
      return connecting(ctx, {
        callback,
        resuming: false,
        back: () => stateBefore(from),
        work: async (signal) => {
          if (from === 'recoverable') return failure(makeError('1004:already_active'));
          const pin = checkOwnPin(wishes);
          return pin.ok ? start(ctx, wishes, signal) : pin;
        },
      }).promise;
    },
    join: (...args) => {
      const call = readCall(args, ['pinCode', 'sdkToken'], readJoin);
      if (!call.ok) return fail(args, call.error);
      const { state } = ctx;
      if (call.value.wishes.kind === 'resume' && state.kind === 'quiet')
        return settle({ work: take(ctx, state), callback: call.value.callback, event }).promise;
      const refused = busy(ctx, 'join');
      if (refused) return fail(args, refused);
      const from = ctx.state.kind;
      const { wishes, callback } = call.value;
      return connecting(ctx, {
        callback,
        resuming: wishes.kind === 'resume',
        back: (error) => (error.cause === 'session_gone' && from === 'recoverable' ? 'idle' : stateBefore(from)),
        work: async (signal) => {
          if (wishes.kind === 'resume') return resume(ctx, signal);
          if (from === 'recoverable') return failure(makeError('1004:already_active'));
          const pin = checkPin(wishes.pinCode);
          return pin.ok ? joinByPin(ctx, wishes, signal) : pin;
        },
      }).promise;
    },
    end: (...args) => {
      const call = readArguments(args, []);
      return call.ok ? settle({ work: end(ctx), callback: call.value.callback, event }).promise : fail(args, call.error);
    },
    pause: (...args) =>
      wish('pause', args, readNothing, ({ sharing, wishes, shared }) => {
        // The page is shut at once; the answer waits until agents see nothing either.
        sharing.stop();
        return wishes.ask({ t: 'pause' }, () => shared.paused);
      }),
    resume: (...args) => wish('resume', args, readNothing, ({ wishes, shared }) => wishes.ask({ t: 'resume' }, () => !shared.paused)),
    removeAgent: (...args) =>
      wish('removeAgent', args, readUserId, async ({ wishes, shared }, { userId }) => {
        const here = (): boolean => knows([...shared.agents, ...shared.waiting], userId);
        return here() ? wishes.ask({ t: 'remove_agent', userId }, () => !here()) : invalid('userId');
      }),
    respondAgent: (...args) =>
      wish('respondAgent', args, readAnswer, async ({ wishes, shared }, answer) => {
        const asks = (): boolean => knows(shared.waiting, answer.userId);
        return asks() ? wishes.ask({ t: 'respond_agent', ...answer }, () => !asks()) : invalid('userId');
      }),
    preview: (on, ...args) => {
      const call = readArguments(args, []);
      if (!call.ok || typeof on !== 'boolean') return fail([on, ...args], call.ok ? invalid('on').error : call.error);
      return settle({ work: ctx.preview.show(on), callback: call.value.callback, event }).promise;
    },
  };

  /** A method that asks something of the service, in a session. */
  function wish<T>(
    method: CustomerMethod,
    args: readonly unknown[],
    read: (call: CallArguments) => Result<T>,
    work: (live: Live, asked: T) => Promise<Result<object>>,
  ): Promise<object> {
    const call = readCall(args, ['userId', 'allow'], read);
    if (!call.ok) return fail(args, call.error);
    const { wishes, callback } = call.value;
    return settle({ work: withLive(ctx, method, (live) => work(live, wishes)), callback, event }).promise;
  }

  for (const name of CUSTOMER_METHODS) {
    const method = methods[name];
    methods[name] = (...args) => {
      try {
        return method(...args);
      } catch (fault) {
        faulted(ctx, fault);
        return fail(args, faultError());
      }
    };
  }
  const session: CustomerSession = {
    ...methods,
    on: ctx.emitter.on,
    off: ctx.emitter.off,
    getSessionInfo: () => sessionInfo(ctx.state),
  };
  return {
    session,
    recover: () => recover(ctx),
    follow: () => void follow(ctx),
    mask(masks) {
      ctx.masks = masks;
      ctx.joined?.mask();
      ctx.preview.now?.follow();
      if (ctx.state.kind !== 'live') return;
      ctx.state.sharing.mask(masks);
      tellRules(ctx, ctx.state);
    },
  };
}

const readNothing = (): Result<object> => success({});
const knows = (list: readonly User[], id: string): boolean => list.some(({ userId }) => userId === id);

function readUserId({ options }: CallArguments): Result<{ userId: string }> {
  const { userId } = options;
  return typeof userId === 'string' && userId !== '' ? success({ userId }) : invalid('userId');
}

function readAnswer(call: CallArguments): Result<{ userId: string; allow: boolean }> {
  const { allow } = call.options;
  const who = readUserId(call);
  if (!who.ok) return who;
  return typeof allow === 'boolean' ? success({ ...who.value, allow }) : invalid('allow');
}

const stateBefore = (kind: string): 'idle' | 'recoverable' | 'ended' => (kind === 'recoverable' || kind === 'ended' ? kind : 'idle');

interface Call<T> {
  wishes: T;
  callback: CallArguments['callback'];
}

function readCall<T>(args: readonly unknown[], fields: readonly string[], read: (call: CallArguments) => Result<T>): Result<Call<T>> {
  const given = readArguments(args, fields);
  if (!given.ok) return given;
  const wishes = read(given.value);
  return wishes.ok ? success({ wishes: wishes.value, callback: given.value.callback }) : wishes;
}

/** Methods of features this build does not have yet: they say so by name. */
function laterMethods(
  ctx: Context,
  fail: (args: readonly unknown[], error: SightlineError) => Promise<object>,
): Record<CustomerMethod, (...args: unknown[]) => Promise<object>> {
  const all = {} as Record<CustomerMethod, (...args: unknown[]) => Promise<object>>;
  for (const method of CUSTOMER_METHODS)
    all[method] = (...args) => fail(args, ctx.state.kind === 'ending' ? makeError('1017:canceling') : invalid(method).error);
  return all;
}
