import type { Tabs } from '../session/context.js';
import { comeBack, follow } from './back.js';
import { away, forget } from './known.js';
import { watchLeaving } from './leaving.js';
import { putAway, quieten } from './quiet.js';
import { sharesTabs } from './shares-tabs.js';

/** How long a tab that has lost the session to another waits before it takes it again, milliseconds. */
const YIELD_MS = 1_000;

export const TABS: Tabs = {
  quieten,
  replaced(ctx, live) {
    putAway(ctx, live, YIELD_MS);
    if (!sharesTabs(ctx)) forget(ctx);
  },
  follow(ctx) {
    if (ctx.following || !sharesTabs(ctx)) return;
    ctx.following = true;
    void follow(ctx);
  },
  overtaken(ctx, live) {
    const quiet = putAway(ctx, live);
    away(ctx, quiet);
    void comeBack(ctx, quiet, false);
  },
  watchLeaving,
};
