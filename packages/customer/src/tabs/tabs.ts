import type { Tabs } from '../session/context.js';
import { comeBack } from './back.js';
import { away, forget } from './known.js';
import { watchLeaving } from './leaving.js';
import { putAway, quieten } from './quiet.js';

/** How long a tab that has lost the session to another waits before it takes it again, milliseconds. */
const YIELD_MS = 1_000;

export const TABS: Tabs = {
  quieten,
  replaced(ctx, live) {
    putAway(ctx, live, YIELD_MS);
    if (!ctx.settings.multiTabSessionPersistence.enable) forget(ctx);
  },
  overtaken(ctx, live) {
    const quiet = putAway(ctx, live);
    away(ctx, quiet);
    void comeBack(ctx, quiet, false);
  },
  watchLeaving,
};
