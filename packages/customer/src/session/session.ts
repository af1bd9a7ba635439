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
import { type ClientMessage, makeError, type SightlineError } from '@sightline/protocol';
import { CUSTOMER_METHODS, type CustomerMethod } from '../methods.js';
import type { LoadPart } from '../parts/parts.js';
import type { MaskSettings } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import { busy, connecting } from './connecting.js';
import { type Context, emitError, pageAddress } from './context.js';
import { end } from './end.js';
import { CUSTOMER_EVENTS } from './events.js';
import { faulted } from './finish.js';
import type { LiveModule } from './live-module.js';
import { createPanel } from './panel.js';
import { createPreviewer } from './previewer.js';
import { tellRules } from './rules.js';
import { createSeatStore } from './seat-store.js';
import type { Settings } from './settings.js';
import { enterNew, type NewSeat } from './start.js';
import { type Live, type SessionInfo, sessionInfo, type User } from './state.js';
import { createTabLocks } from './tab-lock.js';
import type { Wishes } from './wishes.js';
import { follow, recover, resume, take } from '../tabs/back.js';
import { TABS } from '../tabs/tabs.js';
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

interface Reading<T> {
  args: readonly unknown[];
  fields: readonly string[];
  read(call: CallArguments): Result<T>;
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
      natives,
      settings,
      actions: {
        end: () => void end(ctx),
        pause: () => void session.pause(),
        loadPart: o.loadPart,
        resume: () => void session.resume(),
        answer: (userId, allow) => void session.respondAgent({ userId, allow }),
        preview: (on) => void session.preview(on),
      },
    }),
    tabs: TABS,
    preview: createPreviewer(),
    masks: settings.piiMask,
    joined: undefined,
    state: { kind: 'idle' },
  };

  o.begin?.(ctx);
  const answer = (args: readonly unknown[], work: Promise<Result<object>> | Result<object>): Promise<object> =>
    settle({ work, callback: findCallback(args), event: (error) => emitError(ctx, error) }).promise;
  const fail = (args: readonly unknown[], error: SightlineError): Promise<object> => answer(args, failure(error));

  /** A method that is given what `read` finds in its arguments. */
  function reading<T>({ args, fields, read }: Reading<T>, run: (wishes: T) => Promise<object>): Promise<object> {
    const call = readArguments(args, fields);
    const wishes = call.ok ? read(call.value) : call;
    return wishes.ok ? run(wishes.value) : fail(args, wishes.error);
  }
  /** `start` or `join`; without `wishes` it goes on with the session this browser holds. */
  const open = (method: 'start' | 'join', args: readonly unknown[], wishes?: NewSeat): Promise<object> => {
    const refused = busy(ctx, method);
    if (refused) return fail(args, refused);
    const from = ctx.state.kind;
    return connecting(ctx, {
      callback: findCallback(args),
      resuming: !wishes,
      work: async (signal) => {
        if (!wishes) return resume(ctx, signal);
        if (from === 'recoverable') return failure(makeError('1004:already_active'));
        const pin = 'pinCode' in wishes ? checkPin(wishes.pinCode) : checkOwnPin(wishes);
        return pin.ok ? enterNew(ctx, wishes, signal) : pin;
      },
    }).promise;
  };
  /** A method that asks something of the service, in a session. */
  function wish<T>(
    method: CustomerMethod,
    args: readonly unknown[],
    read: (call: CallArguments) => Result<T>,
    work: (live: Live, asked: T) => Promise<Result<object>>,
  ): Promise<object> {
    const run = (asked: T): Promise<object> =>
      answer(
        args,
        withLive(ctx, method, (live) => work(live, asked)),
      );
    return reading({ args, fields: ['userId', 'allow'], read }, run);
  }

  const methods: Partial<Record<CustomerMethod, (...args: unknown[]) => Promise<object>>> = {
    start: (...args) => reading({ args, fields: ['sdkToken', 'customPinCode'], read: readStart }, (wishes) => open('start', args, wishes)),
    join: (...args) =>
      reading({ args, fields: ['pinCode', 'sdkToken'], read: readJoin }, (wishes) => {
        if (wishes.kind === 'pin') return open('join', args, { sdkToken: wishes.sdkToken, pinCode: wishes.pinCode });
        return ctx.state.kind === 'quiet' ? answer(args, take(ctx, ctx.state)) : open('join', args);
      }),
    end: (...args) => reading({ args, fields: [], read: readNothing }, () => answer(args, end(ctx))),
    pause: (...args) =>
      wish('pause', args, readNothing, (live) => {
        // The page is shut at once; the answer waits until agents see nothing either.
        live.shut = true;
        live.sharing.stop();
        const done = live.wishes.ask({ t: 'pause' }, () => live.shared.paused);
        void (async () => (live.shut &&= (await done).ok))();
        return done;
      }),
    resume: (...args) =>
      wish('resume', args, readNothing, (live) => {
        live.shut = false;
        return live.wishes.ask({ t: 'resume', url: pageAddress(ctx) }, () => !live.shared.paused);
      }),
    removeAgent: (...args) =>
      wish('removeAgent', args, readUserId, ({ wishes, shared }, { userId }) =>
        askOf(wishes, { t: 'remove_agent', userId }, () => [...shared.agents, ...shared.waiting]),
      ),
    respondAgent: (...args) =>
      wish('respondAgent', args, readAnswer, ({ wishes, shared }, given) =>
        askOf(wishes, { t: 'respond_agent', ...given }, () => shared.waiting),
      ),
    preview: (on, ...args) => {
      const call = readArguments(args, []);
      if (!call.ok || typeof on !== 'boolean') return fail([on, ...args], call.ok ? invalid('on').error : call.error);
      return answer(args, ctx.preview.show(ctx, on));
    },
  };

  const { on, off } = ctx.emitter;
  const session = { on, off, getSessionInfo: () => sessionInfo(ctx.state) } as CustomerSession;
  for (const name of CUSTOMER_METHODS) {
    // Methods of features this build does not have yet say so by name.
    const method =
      methods[name] ?? ((...args) => fail(args, ctx.state.kind === 'ending' ? makeError('1017:canceling') : invalid(name).error));
    session[name] = (...args) => {
      try {
        return method(...args);
      } catch (fault) {
        faulted(ctx, fault);
        return fail(args, faultError());
      }
    };
  }
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

/** Asks what concerns one agent, who is among `users` until it is done. */
async function askOf(wishes: Wishes, message: ClientMessage & { userId: string }, users: () => readonly User[]): Promise<Result<object>> {
  const here = (): boolean => users().some(({ userId }) => userId === message.userId);
  return here() ? wishes.ask(message, () => !here()) : invalid('userId');
}

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
