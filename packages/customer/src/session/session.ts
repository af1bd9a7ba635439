import {
  type CallArguments,
  checkOwnPin,
  checkPin,
  complain,
  createEmitter,
  createPost,
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
  takeNatives,
} from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';
import { CUSTOMER_METHODS, type CustomerMethod } from '../methods.js';
import type { LoadPart, Parts } from '../parts/parts.js';
import type { PartMethod } from './agent-methods.js';
import type { MaskSettings } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import { busy, connecting } from './connecting.js';
import { type Context, emitError } from './context.js';
import { pageAddress } from './page-address.js';
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
import { type SessionInfo, sessionInfo } from './state.js';
import { createTabLocks } from './tab-lock.js';
import { recover, resume, take } from '../tabs/back.js';
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

type PartMethodName = keyof Parts['agents']['methods'] | keyof Parts['help']['methods'];
/** What methods that come with a part look at. */
const PART_FIELDS = 'userId allow requestId tool color proposalId accept'.split(' ');

type Work = Promise<Result<object>> | Result<object>;

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
  /** Where the tabs share the session, once `init` has answered: the tab joins in by itself and wherever the customer works. */
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
    service: createService(createPost(place.service, natives)),
    emitter: createEmitter(CUSTOMER_EVENTS),
    store: createSeatStore(window, settings.multiTabSessionPersistence.stateCookieKey),
    locks: createTabLocks(window.navigator.locks, place.appKey, natives),
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
  const answer = (args: readonly unknown[], work: Work): Promise<object> =>
    settle({ work, callback: findCallback(args), event: (error) => emitError(ctx, error) }).promise;
  const fail = (args: readonly unknown[], error: SightlineError): Promise<object> => answer(args, failure(error));

  /** A method whose arguments are read at once. */
  const plain = (args: readonly unknown[], fields: readonly string[], work: (call: CallArguments) => Work): Promise<object> => {
    const call = readArguments(args, fields);
    return answer(args, call.ok ? work(call.value) : call);
  };
  /** One that goes on with what `read` finds in them. */
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
        if (!pin.ok) return pin;
        return enterNew(ctx, wishes, signal);
      },
    }).promise;
  };
  /** What few pages call comes with a part. */
  const partly = async (name: PartMethodName, options: Record<string, unknown>): Promise<Result<object>> => {
    if (ctx.state.kind === 'ending') return failure(makeError('1017:canceling'));
    const part = await o.loadPart(name.endsWith('Agent') ? 'agents' : 'help').catch(() => undefined);
    const method = (part?.methods as Partial<Record<PartMethodName, PartMethod>> | undefined)?.[name];
    return method ? method(ctx, options) : failure(makeError('1016:network'));
  };

  const methods: Partial<Record<CustomerMethod, (...args: unknown[]) => Promise<object>>> = {
    start: (...args) => reading({ args, fields: ['sdkToken', 'customPinCode'], read: readStart }, (wishes) => open('start', args, wishes)),
    join: (...args) =>
      reading({ args, fields: ['pinCode', 'sdkToken'], read: readJoin }, (wishes) => {
        if (wishes.kind === 'pin') return open('join', args, { sdkToken: wishes.sdkToken, pinCode: wishes.pinCode });
        return ctx.state.kind === 'quiet' ? answer(args, take(ctx, ctx.state)) : open('join', args);
      }),
    end: (...args) => plain(args, [], () => end(ctx)),
    pause: (...args) =>
      plain(args, [], () =>
        withLive(ctx, 'pause', (live) => {
          // The page is shut at once; the answer waits until agents see nothing either.
          live.shut = true;
          live.sharing.stop();
          const done = live.wishes.ask({ t: 'pause' }, () => live.shared.paused);
          void (async () => (live.shut &&= (await done).ok))();
          return done;
        }),
      ),
    resume: (...args) =>
      plain(args, [], () =>
        withLive(ctx, 'resume', (live) => {
          live.shut = false;
          return live.wishes.ask({ t: 'resume', url: pageAddress(ctx) }, () => !live.shared.paused);
        }),
      ),
    preview: (on, ...args) =>
      plain(typeof on === 'function' ? [on] : [undefined, ...args], [], () =>
        typeof on === 'boolean' ? ctx.preview.show(ctx, on) : invalid('on'),
      ),
  };

  const { on, off } = ctx.emitter;
  const session = { on, off, getSessionInfo: () => sessionInfo(ctx.state) } as CustomerSession;
  for (const name of CUSTOMER_METHODS) {
    const method = methods[name] ?? ((...args) => plain(args, PART_FIELDS, ({ options }) => partly(name as PartMethodName, options)));
    session[name] = (...args) => {
      const { state } = ctx;
      try {
        return method(...args);
      } catch (fault) {
        // What was begun cannot go on; a session that was there before lives.
        if (ctx.state === state) complain('a call failed unexpectedly.', fault);
        else faulted(ctx, fault);
        return fail(args, faultError());
      }
    };
  }
  return {
    session,
    recover: () => recover(ctx),
    follow: () => ctx.tabs.follow(ctx),
    mask(masks) {
      ctx.masks = masks;
      ctx.joined?.mask();
      ctx.preview.now?.follow();
      if (ctx.state.kind !== 'live') return;
      ctx.state.sharing.mask();
      tellRules(ctx, ctx.state);
    },
  };
}
