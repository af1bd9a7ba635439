import { failure, type Result, success } from '@sightline/link';
import { makeError, type StateAnswer } from '@sightline/protocol';
import { knownFrom } from '../tabs/known.js';
import { sharesTabs } from '../tabs/shares-tabs.js';
import type { Context } from './context.js';
import { enter } from './enter.js';
import type { StoredSeat } from './seat-store.js';
import { prepareLive } from './start.js';

/** Asks again, milliseconds apart, before the seat is believed to be another tab's. */
const HELD_TRIES = 3;
const HELD_PAUSE_MS = 400;

/**
 * What has become of the session this browser holds a key of. The page before this one may not be quite gone yet: where the
 * answer changes in a moment, the seat is free. With multi-tab persistence that makes no difference: it is taken over anyway.
 */
export async function askState(ctx: Context, seat: StoredSeat): Promise<Result<StateAnswer>> {
  for (let attempt = sharesTabs(ctx) ? HELD_TRIES : 1; ; attempt++) {
    const elsewhere = await ctx.locks.heldElsewhere();
    const asked = await ctx.service.state(seat);
    if (!asked.ok || asked.value.state === 'gone') return asked;
    ctx.multiTab = asked.value.info?.multiTab;
    const state = elsewhere ? 'held' : asked.value.state;
    if (state === 'live' || attempt === HELD_TRIES) return success({ ...asked.value, state });
    await new Promise<void>((resolve) => ctx.natives.setTimeout(resolve, HELD_PAUSE_MS));
  }
}

/** Looks whether this browser is in a live session; without state nothing is asked. */
export async function recover(ctx: Context): Promise<void> {
  const before = ctx.state;
  const seat = ctx.store.read();
  if (!seat) return;
  const asked = await askState(ctx, seat);
  if (ctx.state !== before || !asked.ok) return;
  const { state, info } = asked.value;
  const alone = !sharesTabs(ctx);
  if (state === 'gone') ctx.store.clear(seat.sessionId);
  else if (state === 'live') ctx.state = alone || !info ? { kind: 'recoverable' } : { kind: 'recoverable', info };
  else if (!alone && info) ctx.tabs.quieten(ctx, knownFrom(seat, info));
}

/** Goes on with the session this browser holds. */
export async function resume(ctx: Context, signal: AbortSignal): Promise<Result<object>> {
  const seat = ctx.store.read();
  if (!seat) return failure(makeError('1011:session_gone'));
  const loading = prepareLive(ctx);
  const asked = await askState(ctx, seat);
  const module = await loading;
  if (!asked.ok) return asked;
  if (asked.value.state === 'gone') {
    ctx.store.clear(seat.sessionId);
    return failure(makeError('1011:session_gone'));
  }
  if (asked.value.state === 'held') return failure(makeError('1004:already_active'));
  if (!module.ok) return module;
  if (signal.aborted) return failure(makeError('1017:canceling'));
  return enter(ctx, { seat, module: module.value, signal, opening: 'join', paused: asked.value.info?.paused });
}
