import {
  type CallArguments,
  checkOwnPin,
  checkPin,
  createEmitter,
  createService,
  failure,
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
import type { MaskSettings } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import { busy, connecting } from './connecting.js';
import { type Context, emitError } from './context.js';
import { end } from './end.js';
import { CUSTOMER_EVENTS } from './events.js';
import { askState, resume } from './join.js';
import type { LiveModule } from './live-module.js';
import { createPanel } from './panel.js';
import { createSeatStore } from './seat-store.js';
import type { Settings } from './settings.js';
import { joinByPin, start } from './start.js';
import { type SessionInfo, sessionInfo } from './state.js';
import { createTabLocks } from './tab-lock.js';

export interface SessionOptions {
  window: Window & typeof globalThis;
  place: Place;
  settings: Settings;
  secrets: Secrets;
  loadLive(): Promise<LiveModule>;
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
  /** `init` again: only masks are added. */
  mask(masks: MaskSettings): void;
}

export function createSession(o: SessionOptions): OpenedSession {
  const { window, settings, place } = o;
  const natives = takeNatives(window);
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
      actions: { end: () => void end(ctx), pause: () => void session.pause(), resume: () => void session.resume() },
    }),
    masks: settings.piiMask,
    state: { kind: 'idle' },
  };

  const event = (error: SightlineError): boolean => emitError(ctx, error);
  const fail = (args: readonly unknown[], error: SightlineError): Promise<object> =>
    settle({ work: Promise.resolve(failure(error)), callback: findCallback(args), event }).promise;

  const methods: Record<CustomerMethod, (...args: unknown[]) => Promise<object>> = {
    ...laterMethods(fail),
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
    pause: (...args) => pausing(args, true),
    resume: (...args) => pausing(args, false),
  };

  function pausing(args: readonly unknown[], paused: boolean): Promise<object> {
    const { state } = ctx;
    if (state.kind === 'ending') return fail(args, makeError('1017:canceling'));
    if (state.kind !== 'live') return fail(args, makeError('9999:invalid_argument', { field: paused ? 'pause' : 'resume' }));
    // The page is shut at once; the answer waits until agents see nothing either.
    if (paused) state.sharing.stop();
    const work = state.shared.paused === paused ? Promise.resolve(success({})) : state.pausing.ask(paused);
    return settle({ work, callback: findCallback(args), event }).promise;
  }

  const session: CustomerSession = {
    ...methods,
    on: ctx.emitter.on,
    off: ctx.emitter.off,
    getSessionInfo: () => sessionInfo(ctx.state),
  };
  return {
    session,
    async recover() {
      const seat = ctx.store.read();
      if (!seat) return;
      const asked = await askState(ctx, seat);
      if (ctx.state.kind !== 'idle' || !asked.ok) return;
      if (asked.value === 'gone') ctx.store.clear();
      if (asked.value === 'live') ctx.state = { kind: 'recoverable' };
    },
    mask(masks) {
      ctx.masks = masks;
      if (ctx.state.kind === 'live') ctx.state.sharing.mask(masks);
    },
  };
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
  fail: (args: readonly unknown[], error: SightlineError) => Promise<object>,
): Record<CustomerMethod, (...args: unknown[]) => Promise<object>> {
  const all = {} as Record<CustomerMethod, (...args: unknown[]) => Promise<object>>;
  for (const method of CUSTOMER_METHODS) {
    const { error } = invalid(method);
    all[method] = (...args) => fail(args, error);
  }
  return all;
}
