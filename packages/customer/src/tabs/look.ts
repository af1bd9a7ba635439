import type { Context } from '../session/context.js';
import { catchUp } from '../session/live-events.js';
import type { Quiet } from '../session/state.js';
import { forget, newestKey } from './known.js';
import { sharesTabs } from './shares-tabs.js';
import { take } from './take.js';

/** Looks of a page that can be seen between two questions to the service. */
const LOOKS = 3;

/** A quiet page looks after its session: it takes the seat where it wants to, else it asks now and then what has become of it. */
export async function look(ctx: Context, quiet: Quiet): Promise<void> {
  // Kept up to date: by a key of its own time a page learns how the session ended.
  quiet.seat = newestKey(ctx, quiet.seat);
  if (ctx.window.document.visibilityState !== 'visible') return;
  if (quiet.wants) await take(ctx, quiet);
  // One that is away is being seen to.
  else if (!quiet.shared.away && (quiet.free > 0 || ++quiet.ticks % LOOKS === 0)) await ask(ctx, quiet);
}

async function ask(ctx: Context, quiet: Quiet): Promise<void> {
  const asked = await ctx.service.state(quiet.seat);
  if (ctx.state !== quiet || !asked.ok) return;
  const { state, info } = asked.value;
  if (info) {
    ctx.multiTab = info.multiTab;
    // The account has made it one tab's.
    if (!sharesTabs(ctx)) return forget(ctx);
    catchUp(ctx, quiet, info);
  }
  // Its tab may only be changing pages: believed the second time. Where it is over, taking the seat tells how it ended.
  quiet.free = state === 'held' ? 0 : quiet.free + 1;
  if (quiet.free > 1 || state === 'gone') void take(ctx, quiet);
}
