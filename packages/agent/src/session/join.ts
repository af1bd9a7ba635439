import { failure, type Result, type StartWishes } from '@sightline/link';
import { makeError, type Seat } from '@sightline/protocol';
import type { Context } from './context.js';
import { enter } from './enter.js';

export interface Entering {
  root: HTMLElement;
  signal: AbortSignal;
}

/** Opens a session that waits for its customer (surface §1, agent first). */
export async function start(ctx: Context, wishes: StartWishes, how: Entering): Promise<Result<object>> {
  const { appKey, sdkVersion } = ctx.place;
  const made = await ctx.service.create({ sdkVersion, appKey, role: 'agent', ...wishes });
  const giveBack = (): void => void (made.ok && ctx.service.end({ sessionId: made.value.sessionId, key: made.value.key }));
  if (how.signal.aborted) giveBack();
  else how.signal.addEventListener('abort', giveBack);
  return enterNew(ctx, made, 'start', how);
}

export async function joinByPin(ctx: Context, wishes: { sdkToken: string; pinCode: string }, how: Entering): Promise<Result<object>> {
  const { appKey, sdkVersion } = ctx.place;
  const { sdkToken, pinCode } = wishes;
  return enterNew(ctx, await ctx.service.find({ sdkVersion, appKey, role: 'agent', sdkToken, pinCode }), 'join', how);
}

async function enterNew(ctx: Context, made: Result<Seat>, opening: 'start' | 'join', { root, signal }: Entering): Promise<Result<object>> {
  if (!made.ok) return made;
  if (signal.aborted) return failure(makeError('1017:canceling'));
  const { sessionId, key } = made.value;
  return enter(ctx, { seat: { sessionId, key }, root, signal, opening });
}

/** Goes on with the seat this tab had before its page was loaded anew. */
export async function resume(ctx: Context, { root, signal }: Entering): Promise<Result<object>> {
  const seat = ctx.store.read();
  if (!seat) return failure(makeError('1011:session_gone'));
  const asked = await ctx.service.state(seat);
  if (!asked.ok) return asked;
  if (asked.value.state === 'gone') {
    ctx.store.clear();
    return failure(makeError('1011:session_gone'));
  }
  // `held`: the connection of the page before this one, not missed yet; a resume takes its own seat (surface §10).
  return signal.aborted ? failure(makeError('1017:canceling')) : enter(ctx, { seat, root, signal, opening: 'join' });
}
