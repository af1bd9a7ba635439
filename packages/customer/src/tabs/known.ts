import { type Context, emit } from '../session/context.js';
import type { StoredSeat } from '../session/seat-store.js';
import type { Quiet, SessionNow } from '../session/state.js';

/** What a page keeps of a session it is not in. */
export type KnownSession = Pick<Quiet, 'shared' | 'seat' | 'windowMs'>;

/** A session as the service tells of it. */
export function knownFrom(seat: StoredSeat, now: SessionNow): KnownSession {
  const { pinCode, startTime, paused, agents, asking = [], reconnectWindowMs } = now;
  const { userId, userName } = now.you;
  const you = { userId, userName };
  return {
    shared: { sessionId: seat.sessionId, startTime, pinCode, you, agents, waiting: asking, paused, away: false },
    seat,
    windowMs: reconnectWindowMs,
  };
}

/** The seat with the newest key this browser has. */
export function newestKey(ctx: Context, seat: StoredSeat): StoredSeat {
  const kept = ctx.store.read();
  return kept?.sessionId === seat.sessionId ? kept : seat;
}

/** The session is another tab's. */
export function forget(ctx: Context): void {
  ctx.state = { kind: 'idle' };
  ctx.panel.hide();
  ctx.preview.close();
}

/** The session is not to be reached from here for the moment. */
export function away(ctx: Context, quiet: Quiet): void {
  quiet.shared.away = true;
  ctx.panel.shared(quiet.shared);
  emit(ctx, 'session_reconnecting', { attempt: ++quiet.attempts });
}
