import type { Context } from '../session/context.js';
import { askState } from '../session/join.js';
import { catchUp } from '../session/live-events.js';
import type { Quiet } from '../session/state.js';
import { forget, newestKey } from './known.js';
import { sharesTabs } from './shares-tabs.js';
import { take } from './take.js';

/** A page was away, and another may have taken the seat meanwhile. `here`: then it takes it back, if it may. */
export async function comeBack(ctx: Context, quiet: Quiet, here: boolean): Promise<void> {
  if (ctx.state !== quiet) return;
  const asked = await askState(ctx, newestKey(ctx, quiet.seat));
  if (ctx.state !== quiet) return;
  const held = asked.ok && asked.value.state === 'held';
  if (held && !sharesTabs(ctx)) return forget(ctx);
  const now = held && asked.value.info;
  if (now) catchUp(ctx, quiet, now);
  if (!now || here) void take(ctx, quiet);
}
