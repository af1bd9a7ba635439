import type { Context } from '../session/context.js';
import type { StoredSeat } from '../session/seat-store.js';
import type { Quiet, SessionNow } from '../session/state.js';

/** What a page keeps of a session it is not in. */
export type KnownSession = Pick<Quiet, 'shared' | 'seat' | 'windowMs'>;

/** A session as the service tells of it. */
export const knownFrom = (seat: StoredSeat, { you, asking = [], reconnectWindowMs, ...now }: SessionNow): KnownSession => ({
  shared: { ...now, sessionId: seat.sessionId, you: { userId: you.userId, userName: you.userName }, waiting: asking, away: false },
  seat,
  windowMs: reconnectWindowMs,
});

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
