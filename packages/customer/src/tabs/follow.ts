import { listen } from '@sightline/link';
import { attended } from '../session/attention.js';
import type { Context } from '../session/context.js';
import { tellOpening } from '../session/enter.js';
import { isPart } from '../session/framed.js';
import { recover } from '../session/join.js';
import { prepareLive } from '../session/start.js';
import { knownFrom } from './known.js';
import { quieten } from './quiet.js';
import { take } from './take.js';

/**
 * Multi-tab persistence: the tab joins the browser's session by itself, and takes it over when the customer turns to it. It does
 * so only because of something she did here, never because another tab took it.
 */
export function followCustomer(ctx: Context): void {
  if (isPart(ctx)) return;
  const { window, natives } = ctx;
  let looking = false;

  /** What `recover` has found becomes this tab's session. */
  const joinIn = async (): Promise<void> => {
    const found = ctx.state;
    const seat = ctx.store.read();
    const free = found.kind === 'recoverable' && found.info;
    const quiet = free && seat ? quieten(ctx, knownFrom(seat, free)) : found;
    if (quiet.kind !== 'quiet') return;
    quiet.wants = found !== quiet || attended(window);
    const { wants } = quiet;
    tellOpening(ctx, quiet, false);
    await prepareLive(ctx);
    if (ctx.state !== quiet) return;
    ctx.panel.shared(quiet.shared);
    if (wants) void take(ctx, quiet);
  };
  const look = async (): Promise<void> => {
    looking = true;
    await recover(ctx);
    looking = false;
    await joinIn();
  };
  const turned = (event: Event): void => {
    const { state } = ctx;
    const here = attended(window);
    if (!event.isTrusted) return;
    if (state.kind === 'quiet') {
      state.wants = here || state.shared.away;
      if (here && natives.now() >= state.notBefore) void take(ctx, state);
    } else if (here && (state.kind === 'idle' || state.kind === 'ended') && !looking && ctx.store.read()) void look();
  };
  listen(window, ['focus', 'blur', 'visibilitychange'], turned);
  listen(window, ['pointerdown', 'keydown'], turned, true);
  void joinIn();
}
