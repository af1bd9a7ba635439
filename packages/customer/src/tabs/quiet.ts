import { makeError } from '@sightline/protocol';
import type { Context } from '../session/context.js';
import type { Live, Quiet } from '../session/state.js';
import { look } from './back.js';
import type { KnownSession } from './known.js';

/** Milliseconds between two looks of a quiet tab (`look.ts`). */
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
    ticks: 0,
    free: 0,
  };
  const tick = async (): Promise<void> => {
    if (ctx.state !== quiet) return;
    await look(ctx, quiet);
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
