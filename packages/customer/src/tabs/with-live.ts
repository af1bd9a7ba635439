import { failure, type Result, success } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { Context } from '../session/context.js';
import type { Live } from '../session/state.js';
import { take } from './back.js';

/** A method that needs the session in this page: a quiet one takes the seat first. */
export async function withLive(ctx: Context, method: string, work: (live: Live) => Promise<Result<object>>): Promise<Result<object>> {
  if (ctx.state.kind === 'ending') return failure(makeError('1017:canceling'));
  const taken = ctx.state.kind === 'quiet' ? await take(ctx, ctx.state) : success({});
  if (!taken.ok) return taken;
  return ctx.state.kind === 'live' ? work(ctx.state) : failure(makeError('9999:invalid_argument', { field: method }));
}
