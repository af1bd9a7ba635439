import {
  type CallArguments,
  checkOwnPin,
  checkPin,
  createAgentService,
  createEmitter,
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
import { type Assist, readTypes } from './assist.js';
import { annotate, clearAnnotations } from './annotations.js';
import { busy, connecting } from './connecting.js';
import { type Context, emitError } from './context.js';
import { end, leave } from './end.js';
import { AGENT_EVENTS, AGENT_METHODS, type AgentMethod } from './events.js';
import { joinByPin, resume, start } from './join.js';
import { createKeyStore } from './key-store.js';
import type { AgentSettings } from './settings.js';
import { type SessionInfo, sessionInfo } from './state.js';

type Method = (...args: unknown[]) => Promise<object>;

/** The object an agent's desk works with (surface §5). */
export type AgentSession = Record<AgentMethod, Method> & {
  on(event: string, handler: Handler): void;
  off(event: string, handler?: Handler): void;
  getSessionInfo(): SessionInfo;
};

export interface OpenedSession {
  session: AgentSession;
  /** Looks whether a reload has left a live session; `init` waits for it. */
  recover(): Promise<void>;
  /** From now on the viewer is in `root`, that of a live session too; false where that is in another document. */
  moveTo(root: HTMLElement): boolean;
}

export interface SessionOptions {
  window: Window & typeof globalThis;
  place: Place;
  settings: AgentSettings;
}

export function createSession(o: SessionOptions): OpenedSession {
  const natives = takeNatives(o.window);
  const ctx: Context = {
    ...o,
    settings: { ...o.settings },
    natives,
    service: createAgentService(o.place.service, natives),
    emitter: createEmitter(AGENT_EVENTS),
    store: createKeyStore(o.window, o.place.appKey),
    actions: {
      leave: () => void session.leave(),
      end: () => void session.end(),
      requestAssist: (types) => void session.requestRemoteAssist({ types }),
      stopAssist: () => void session.stopRemoteAssist(),
    },
    state: { kind: 'idle' },
    viewer: undefined,
  };
  const event = (error: SightlineError): boolean => emitError(ctx, error);
  const fail = (args: readonly unknown[], error: SightlineError): Promise<object> =>
    settle({ work: Promise.resolve(failure(error)), callback: findCallback(args), event }).promise;
  const noRoot = (): SightlineError => makeError('9999:invalid_argument', { field: 'zoomAppRoot' });

  const simple =
    (work: (ctx: Context) => Promise<Result<object>>): Method =>
    (...args) => {
      const call = readArguments(args, []);
      return call.ok ? settle({ work: work(ctx), callback: call.value.callback, event }).promise : fail(args, call.error);
    };

  const given =
    (fields: readonly string[], work: (ctx: Context, call: CallArguments) => Result<object>): Method =>
    (...args) => {
      const call = readArguments(args, fields);
      if (!call.ok) return fail(args, call.error);
      return settle({ work: Promise.resolve(work(ctx, call.value)), callback: call.value.callback, event }).promise;
    };

  const methods: Record<AgentMethod, Method> = {
    ...laterMethods(ctx, fail),
    annotate: given(['tool', 'color'], annotate),
    clearAnnotations: given(['all'], clearAnnotations),
    end: simple(end),
    leave: simple(leave),
    start: (...args) => {
      const call = readArguments(args, ['sdkToken', 'customPinCode']);
      if (!call.ok) return fail(args, call.error);
      const wishes = readStart(call.value);
      if (!wishes.ok) return fail(args, wishes.error);
      const { root } = ctx.settings;
      const refused = root ? busy(ctx) : noRoot();
      if (refused || !root) return fail(args, refused ?? noRoot());
      const from = ctx.state.kind;
      return connecting(ctx, {
        callback: call.value.callback,
        back: () => before(from),
        work: async (signal) => {
          const pin = checkOwnPin(wishes.value);
          return pin.ok ? start(ctx, wishes.value, { root, signal }) : pin;
        },
      });
    },
    join: (...args) => {
      const call = readArguments(args, ['pinCode', 'sdkToken']);
      if (!call.ok) return fail(args, call.error);
      const wishes = readJoin(call.value);
      if (!wishes.ok) return fail(args, wishes.error);
      const { root } = ctx.settings;
      const refused = root ? busy(ctx) : noRoot();
      if (refused || !root) return fail(args, refused ?? noRoot());
      const from = ctx.state.kind;
      const { value } = wishes;
      return connecting(ctx, {
        callback: call.value.callback,
        back: (error) => (error.cause === 'session_gone' && value.kind === 'resume' && from === 'recoverable' ? 'idle' : before(from)),
        work: async (signal) => {
          if (value.kind === 'resume') return resume(ctx, { root, signal });
          const pin = checkPin(value.pinCode);
          return pin.ok ? joinByPin(ctx, value, { root, signal }) : pin;
        },
      });
    },
    createAgentViewerEndpoint: (...args) => {
      const call = readArguments(args, ['pinCode', 'sdkToken']);
      if (!call.ok) return fail(args, call.error);
      const { sdkToken } = call.value.options;
      const pinCode = call.value.options.pinCode ?? '';
      if (typeof pinCode !== 'string') return fail(args, invalid('pinCode').error);
      if (typeof sdkToken !== 'string') return fail(args, invalid('sdkToken').error);
      if (ctx.state.kind === 'ending') return fail(args, makeError('1017:canceling'));
      const work = async (): Promise<Result<{ agentViewerUrl: string }>> => {
        const pin = checkPin(pinCode);
        if (!pin.ok) return pin;
        const { appKey, sdkVersion } = ctx.place;
        const url = await ctx.service.viewer({ sdkVersion, appKey, sdkToken, pinCode });
        return url.ok ? { ok: true, value: { agentViewerUrl: new URL(url.value, ctx.place.service).href } } : url;
      };
      return settle({ work: work(), callback: call.value.callback, event }).promise;
    },
    requestRemoteAssist: (...args) => {
      const call = readArguments(args, ['types']);
      if (!call.ok) return fail(args, call.error);
      const types = readTypes(call.value.options.types);
      if (!types.ok) return fail(args, types.error);
      const assist = assistOf(ctx, 'requestRemoteAssist');
      if (!assist.ok) return fail(args, assist.error);
      return settle({ work: assist.value.request(types.value), callback: call.value.callback, event }).promise;
    },
    stopRemoteAssist: simple(async () => {
      const assist = assistOf(ctx, 'stopRemoteAssist');
      return assist.ok ? assist.value.stop() : assist;
    }),
  };

  const session: AgentSession = {
    ...methods,
    on: ctx.emitter.on,
    off: ctx.emitter.off,
    getSessionInfo: () => sessionInfo(ctx.state),
  };
  return {
    session,
    moveTo(root) {
      const before = ctx.settings.root;
      if (before && before.ownerDocument !== root.ownerDocument) return false;
      ctx.settings.root = root;
      ctx.viewer?.place(root);
      return true;
    },
    async recover() {
      const seat = ctx.store.read();
      if (!seat) return;
      const asked = await ctx.service.state(seat);
      if (ctx.state.kind !== 'idle' || !asked.ok) return;
      if (asked.value.state === 'gone') ctx.store.clear();
      else ctx.state = { kind: 'recoverable' };
    },
  };
}

const before = (kind: string): 'idle' | 'recoverable' | 'ended' => (kind === 'recoverable' || kind === 'ended' ? kind : 'idle');

/** Remote assist of the session he is in, or why `method` cannot be called now. */
function assistOf({ state }: Context, method: AgentMethod): Result<Assist> {
  if (state.kind === 'ending') return failure(makeError('1017:canceling'));
  return state.kind === 'live' && !state.shared.waiting ? success(state.assist) : invalid(method);
}

/** Methods of features this build does not have yet: they say so by name. */
function laterMethods(
  ctx: Context,
  fail: (args: readonly unknown[], error: SightlineError) => Promise<object>,
): Record<AgentMethod, Method> {
  const all = {} as Record<AgentMethod, Method>;
  for (const method of AGENT_METHODS)
    all[method] = (...args) => fail(args, ctx.state.kind === 'ending' ? makeError('1017:canceling') : invalid(method).error);
  return all;
}
