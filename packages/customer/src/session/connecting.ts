import { type Callback, cancellable, complain, failure, faultError, type Result, settle, type Settled } from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';
import { type Context, emitError } from './context.js';

export interface ConnectingOptions {
  callback: Callback | undefined;
  /** It goes on with a session of before. */
  resuming: boolean;
  /** Runs when no other tab is connecting; gives up where `signal` is aborted. On success the state is live. */
  work(signal: AbortSignal): Promise<Result<object>>;
}

/** One `start` or `join`: the only one of this tab and, as far as locks tell, of this origin; `end()` cancels it. */
export function connecting(ctx: Context, o: ConnectingOptions): Settled<object> {
  const from = ctx.state.kind;
  const attempt = cancellable(o.work);
  let answer = (_: Result<object>): void => undefined;
  const work = new Promise<Result<object>>((resolve) => {
    answer = (result) => resolve(failed(result));
  });
  void (async () => {
    try {
      answer((await ctx.locks.connecting(attempt.run)) ?? failure(makeError('1002:connecting')));
    } catch (error) {
      // Not before this call has returned.
      // oxlint-disable-next-line typescript/await-thenable -- a later turn, without the page’s `Promise`
      await undefined;
      complain('a call failed unexpectedly.', error);
      answer(failure(makeError('9999:service_error')));
    }
  })();
  const failed = (result: Result<object>): Result<object> => {
    if (result.ok) return result;
    const { cause } = result.error;
    // Where it was, unless that is what turned out to be gone.
    if (ctx.state === state) ctx.state = { kind: from === 'ended' || (from === 'recoverable' && cause !== 'session_gone') ? from : 'idle' };
    if (cause !== 'canceling') ctx.panel.failed(result.error);
    return result;
  };
  let over: Promise<void> = Promise.resolve();
  const state = {
    kind: 'connecting' as const,
    resuming: o.resuming,
    cancel: attempt.cancel,
    broke() {
      answer(failure(faultError()));
      attempt.cancel();
    },
    get over() {
      return over;
    },
  };
  ctx.state = state;
  const settled = settle({ work, callback: o.callback, event: (error) => emitError(ctx, error) });
  over = settled.over;
  return settled;
}

/** The error of a call that a session in this state cannot take, looked at before anything else (spec: errors §6). */
export function busy(ctx: Context, method: 'start' | 'join'): SightlineError | undefined {
  const { state } = ctx;
  const starting = method === 'start';
  const active = (): SightlineError => makeError('1004:already_active');
  const moving = (back: unknown): SightlineError => makeError(back && starting ? '1002:transfer_recovering' : '1002:connecting');
  switch (state.kind) {
    case 'ending':
      return makeError('1017:canceling');
    case 'connecting':
      return moving(state.resuming);
    case 'quiet':
      return state.wants ? moving(true) : active();
    case 'live':
      return active();
    case 'recoverable':
      // With multi-tab persistence it is about to come back by itself.
      return state.info && starting ? moving(true) : undefined;
    case 'idle':
    case 'ended':
      // The page around this iframe shares it in a session of its own.
      return ctx.joined && active();
    default:
      return state satisfies never;
  }
}
