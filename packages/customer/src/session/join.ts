import { failure, type Result, success } from '@sightline/link';
import { makeError, type StateAnswer } from '@sightline/protocol';
import type { Context } from './context.js';
import { enter } from './enter.js';
import type { StoredSeat } from './seat-store.js';
import { loadLive } from './start.js';

/** Asks again, milliseconds apart, before the seat is believed to be another tab's. */
const HELD_TRIES = 3;
const HELD_PAUSE_MS = 400;

/**
 * What has become of the session this browser holds a key of. The service may not have missed the connection of the page
 * before this one yet: where this tab was in that session itself, or the answer changes in a moment, the seat is free.
 */
export async function askState(ctx: Context, seat: StoredSeat): Promise<Result<StateAnswer['state']>> {
  if (await ctx.locks.heldElsewhere()) return success('held');
  for (let attempt = 1; ; attempt++) {
    const asked = await ctx.service.state(seat);
    if (!asked.ok || asked.value !== 'held' || attempt === HELD_TRIES) return asked;
    if (ctx.store.wasHere(seat)) return success('live');
    await new Promise<void>((resolve) => ctx.natives.setTimeout(resolve, HELD_PAUSE_MS));
  }
}

/** Goes on with the session this browser holds. */
export async function resume(ctx: Context, signal: AbortSignal): Promise<Result<object>> {
  const seat = ctx.store.read();
  if (!seat) return failure(makeError('1011:session_gone'));
  const loading = loadLive(ctx);
  const asked = await askState(ctx, seat);
  const module = await loading;
  if (!asked.ok) return asked;
  if (asked.value === 'gone') {
    ctx.store.clear();
    return failure(makeError('1011:session_gone'));
  }
  if (asked.value === 'held') return failure(makeError('1004:already_active'));
  if (!module.ok) return module;
  if (signal.aborted) return failure(makeError('1017:canceling'));
  return enter(ctx, { seat, module: module.value, signal, opening: 'join' });
}
