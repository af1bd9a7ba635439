import { failure, listen, quietly } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import { watchContent } from './content-gone.js';
import type { Context, PathGuard } from './context.js';
import { pageAddress } from './page-address.js';
import { isGlob, matchesPath } from './path-globs.js';
import { explainPause } from './explain-pause.js';
import type { Live } from './state.js';

/** How often a browser that does not tell of a new path is asked for it, and whether content has gone, milliseconds; nothing leaves meanwhile. */
const LOOK_MS = 250;
/** Until a pause is asked for again that the service did not answer. */
const AGAIN_MS = 1_000;

/** Keeps pages private by their path (`autoPausePaths`); `undefined` where one of the globs is none. */
export function pauseAt(globs: readonly string[]): ((ctx: Context) => void) | undefined {
  if (!globs.every(isGlob)) return undefined;
  return (ctx) => {
    const { location } = ctx.window;
    let path: string | undefined;
    let hidden = false;
    const hides = (): boolean => {
      if (location.pathname === path) return hidden;
      path = location.pathname;
      const now = path;
      return (hidden = globs.some((glob) => matchesPath(glob, now)));
    };
    const { service } = ctx;
    const { create, find } = service;
    // The address of such a page is not said either.
    service.create = (asked) => create(hides() ? { ...asked, url: undefined as never } : asked);
    service.find = (asked) => find(hides() ? { ...asked, url: undefined as never } : asked);
    let kept: { byPath(): boolean } | undefined;
    explainPause(ctx.panel, () => kept?.byPath() === true && hides());
    ctx.guard = {
      hides,
      watch: (live) => (kept = keepPrivate(ctx, live, hides)),
    };
  };
}

/** Pauses a session that is live on this page, and lets it go on, by the page's path. What would leave the page asks for that first. */
function keepPrivate(ctx: Context, live: Live, hides: PathGuard['hides']): { byPath(): boolean } {
  const { link, wishes, shared, sharing } = live;
  const { natives, window } = ctx;
  const { ask } = wishes;
  /** The pause is the path's, of this page or the one before; the customer has not paused by hand. */
  let byPath = live.welcome.pausedBy === 'path';
  /** When a path of this very document was left whose content may still be there. */
  let leftAt: number | undefined;
  let here = false;
  const content = watchContent(window, natives.now);

  const pause = async (): Promise<void> => {
    const asked = await ask({ t: 'pause', by: 'path' }, () => shared.paused);
    // Here nothing leaves; the others are still to be told.
    if (!asked.ok) natives.setTimeout(() => ctx.state === live && byPath && hides() && void pause(), AGAIN_MS);
  };
  const look = (): void => {
    if (ctx.state !== live) return;
    if (!hides()) {
      if (!byPath) return;
      leftAt ??= natives.now();
      if (here && !content.since(leftAt)) return void natives.setTimeout(look, LOOK_MS);
      content.stop();
      here = byPath = live.shut = false;
      void ask({ t: 'resume', url: pageAddress(ctx) }, () => !shared.paused);
      return;
    }
    leftAt = undefined;
    if (!byPath && (live.shut || shared.paused)) return;
    // Once more is the same.
    content.watch();
    const known = byPath;
    here = byPath = live.shut = true;
    if (!known) {
      sharing.stop();
      void pause();
    }
  };

  wishes.ask = (message, done) => {
    if (message.t === 'pause' && byPath) {
      // From now on it is the customer's own, which no path ends.
      byPath = false;
      link.send(message);
    }
    if (message.t !== 'resume') return ask(message, done);
    if (!hides()) {
      here = byPath = false;
      content.stop();
      return ask(message, done);
    }
    live.shut = true;
    return Promise.resolve(failure(makeError('9999:invalid_argument', { field: 'resume' })));
  };

  /** Whether something may leave. Not paused at once: a capture may be at work. */
  const open = (): boolean => {
    if (!hides()) return true;
    natives.setTimeout(look, 0);
    return false;
  };
  const { ready, sendFrame, sendFleeting } = link;
  link.ready = () => open() && ready();
  link.sendFrame = (header, body) => open() && sendFrame(header, body);
  link.sendFleeting = (header, body) => open() && sendFleeting(header, body);

  const { navigation } = window as { navigation?: Parameters<typeof listen>[0] };
  const heard = [listen(window, ['popstate'], look)];
  if (navigation) heard.push(listen(navigation, ['currententrychange'], look));
  const tick = (): void => {
    if (ctx.state !== live) return;
    look();
    natives.setTimeout(tick, LOOK_MS);
  };
  if (!navigation) natives.setTimeout(tick, LOOK_MS);
  const { stop } = live;
  live.stop = () => {
    for (const one of [...heard, content]) void quietly(one.stop);
    stop();
  };
  if (hides()) look();
  // What the welcome says of a session this page has known is told first.
  else natives.setTimeout(look, 0);
  return { byPath: () => byPath };
}
