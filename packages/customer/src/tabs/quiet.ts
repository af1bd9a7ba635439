import { makeError } from '@sightline/protocol';
import type { Context } from '../session/context.js';
import { catchUp } from '../session/live-events.js';
import type { Live, Quiet } from '../session/state.js';
import { take } from './back.js';
import { type KnownSession, newestKey } from './known.js';

/** Milliseconds between two moments at which a quiet tab may act; at every third it asks the service. */
const TICK_MS = 1_000;

/** From now on this page shows the session without being in it, and looks after it while it can be seen. */
export function quieten(ctx: Context, { shared, seat, windowMs }: KnownSession, pauseMs = 0): Quiet {
  const { natives } = ctx;
  const quiet: Quiet = {
    kind: 'quiet',
    shared,
    seat,
    windowMs,
    wants: false,
    notBefore: natives.now() + pauseMs,
    moving: undefined,
    attempts: 0,
    until: undefined,
  };
  let ticks = 0;
  let free = 0;
  const look = async (): Promise<void> => {
    const asked = await ctx.service.state(quiet.seat);
    if (ctx.state !== quiet || !asked.ok) return;
    const { state, info } = asked.value;
    if (info) catchUp(ctx, quiet, info);
    // Its tab may only be changing pages: believed the second time. Where it is over, taking the seat tells how it ended.
    free = state === 'held' ? 0 : free + 1;
    if (free > 1 || state === 'gone') void take(ctx, quiet);
  };
  const tick = async (): Promise<void> => {
    if (ctx.state !== quiet) return;
    // Kept up to date: by a key of its own time a page learns how the session ended.
    quiet.seat = newestKey(ctx, quiet.seat);
    if (ctx.window.document.visibilityState === 'visible') {
      if (quiet.wants) await take(ctx, quiet);
      // One that is away is being seen to.
      else if (!shared.away && (free > 0 || ++ticks % 3 === 0)) await look();
    }
    natives.setTimeout(tick, TICK_MS);
  };
  ctx.state = quiet;
  ctx.preview.now?.follow();
  ctx.panel.shared(shared);
  natives.setTimeout(tick, TICK_MS);
  return quiet;
}

/** A page that was in the session is not any more, and knows it still. */
export function putAway(ctx: Context, live: Live, pauseMs?: number): Quiet {
  live.stop();
  live.wishes.stop(makeError('9999:service_error'));
  live.link.close();
  return quieten(ctx, live, pauseMs);
}
