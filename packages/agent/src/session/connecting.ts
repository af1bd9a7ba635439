import { type Callback, cancellable, complain, failure, type Result, settle } from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';
import { type Context, emitError } from './context.js';

export interface ConnectingOptions {
  callback: Callback | undefined;
  work(signal: AbortSignal): Promise<Result<object>>;
  /** The state afterwards where it failed. */
  back(error: SightlineError): 'idle' | 'recoverable' | 'ended';
}

/** One `start` or `join`, the only one of this session object; `end()` and `leave()` cancel it. */
export function connecting(ctx: Context, o: ConnectingOptions): Promise<object> {
  const attempt = cancellable(o.work);
  let over: Promise<void> = Promise.resolve();
  const state = {
    kind: 'connecting' as const,
    cancel: attempt.cancel,
    get over() {
      return over;
    },
  };
  ctx.state = state;
  const failed = (result: Result<object>): Result<object> => {
    if (!result.ok && ctx.state === state) ctx.state = { kind: o.back(result.error) };
    return result;
  };
  const work = attempt.run().then(failed, (error: unknown) => {
    complain('connecting failed unexpectedly.', error);
    return failed(failure(makeError('9999:service_error')));
  });
  const settled = settle({ work, callback: o.callback, event: (error) => emitError(ctx, error) });
  over = settled.over;
  return settled.promise;
}

/** The error of a call that a session in this state cannot take (spec: errors §6). */
export function busy(ctx: Context): SightlineError | undefined {
  const { state } = ctx;
  switch (state.kind) {
    case 'ending':
      return makeError('1017:canceling');
    case 'connecting':
      return makeError('1002:connecting');
    case 'live':
      return makeError('1004:already_active');
    case 'idle':
    case 'recoverable':
    case 'ended':
      return undefined;
    default:
      return state satisfies never;
  }
}
