import type { Context, Tabs } from '../session/context.js';
import { comeBack } from './back.js';
import { away, forget } from './known.js';
import { watchLeaving } from './leaving.js';
import { putAway, quieten } from './quiet.js';

/** How long a tab that has lost the session to another waits before it takes it again, milliseconds. */
const YIELD_MS = 1_000;

export const createTabs = (context: () => Context): Tabs => ({
  quieten: (known) => quieten(context(), known),
  replaced(live) {
    const ctx = context();
    putAway(ctx, live, YIELD_MS);
    if (!ctx.settings.multiTabSessionPersistence.enable) forget(ctx);
  },
  overtaken(live) {
    const quiet = putAway(context(), live);
    away(context(), quiet);
    void comeBack(context(), quiet, false);
  },
  watchLeaving: (live) => watchLeaving(context(), live),
});
