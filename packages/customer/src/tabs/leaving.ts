import { listen } from '@sightline/link';
import { attended } from '../session/attention.js';
import type { Context } from '../session/context.js';
import { askState } from '../session/join.js';
import { catchUp } from '../session/live-events.js';
import type { Live, Quiet } from '../session/state.js';
import { forget, newestKey } from './known.js';
import { putAway } from './quiet.js';
import { away, take } from './take.js';

/**
 * A page that is left gives the seat free at once, with the newest key in the store. It may come back from the back/forward
 * cache, which keeps no page that has a socket or a lock.
 */
export function watchLeaving(ctx: Context, of: () => Live): { stop(): void } {
  const { window, store } = ctx;
  const leave = (): void => {
    const live = of();
    if (ctx.state !== live) return;
    store.write(live.seat, live.windowMs);
    const quiet = putAway(ctx, live);
    const back = listen(window, ['pageshow'], () => {
      back.stop();
      return comeBack(ctx, quiet, attended(window));
    });
  };
  return listen(window, ['pagehide'], leave);
}

/** A page was away, and another may have taken the seat meanwhile. `here`: then it takes it back, if it may. */
export async function comeBack(ctx: Context, quiet: Quiet, here: boolean): Promise<void> {
  if (ctx.state !== quiet) return;
  away(ctx, quiet);
  const asked = await askState(ctx, newestKey(ctx, quiet.seat));
  if (ctx.state !== quiet) return;
  const held = asked.ok && asked.value.state === 'held';
  if (held && !ctx.settings.multiTabSessionPersistence.enable) return forget(ctx);
  const now = held && asked.value.info;
  if (now) catchUp(ctx, quiet, now);
  if (!now || here) void take(ctx, quiet);
}
