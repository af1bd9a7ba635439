import { cancellable, failure, type Result } from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';
import { attended } from '../session/attention.js';
import { type Context, loadLive } from '../session/context.js';
import { enter } from '../session/enter.js';
import { finish, tellFault } from '../session/finish.js';
import type { Quiet } from '../session/state.js';
import { away, forget, newestKey } from './known.js';

/** Takes the seat, from another tab or back from where it was put; asked twice it is once. Where it fails a quiet page asks again. */
export function take(ctx: Context, quiet: Quiet): Promise<Result<object>> {
  quiet.wants = true;
  if (quiet.moving) return quiet.moving.done;
  const attempt = cancellable(async (signal) => {
    const module = await loadLive(ctx).catch(() => undefined);
    if (!module) return failure(makeError('1016:network'));
    return enter(ctx, { seat: newestKey(ctx, quiet.seat), module, signal, opening: quiet });
  });
  const over = (result: Result<object>): Result<object> => {
    quiet.moving = undefined;
    if (!result.ok && ctx.state === quiet) notTaken(ctx, quiet, result.error);
    return result;
  };
  const done = ctx.locks.connecting(attempt.run).then(
    (result) => over(result ?? failure(makeError('1002:connecting'))),
    () => over(failure(makeError('9999:service_error'))),
  );
  quiet.moving = { done, cancel: attempt.cancel };
  return done;
}

function notTaken(ctx: Context, quiet: Quiet, error: SightlineError): void {
  const now = ctx.natives.now();
  // Another tab takes it in this moment.
  if (error.cause === 'connecting') quiet.wants = attended(ctx.window);
  else if (error.cause === 'session_gone') finish(ctx, undefined, { reason: 'connection_lost' });
  else if (!error.retryable) {
    tellFault(ctx, error);
    forget(ctx);
  } else if (now > (quiet.until ??= now + quiet.windowMs)) {
    tellFault(ctx, makeError('1011:failover_exhausted'));
    finish(ctx, undefined, { reason: 'connection_lost' });
  } else away(ctx, quiet);
}
