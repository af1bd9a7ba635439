import { listen } from '@sightline/link';
import { attended } from '../session/attention.js';
import type { Context } from '../session/context.js';
import type { Live } from '../session/state.js';
import { comeBack } from './back.js';
import { away } from './known.js';
import { putAway } from './quiet.js';

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
      if (ctx.state === quiet) away(ctx, quiet);
      return comeBack(ctx, quiet, attended(window));
    });
  };
  return listen(window, ['pagehide'], leave);
}
