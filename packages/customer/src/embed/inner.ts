import { takeNatives } from '../capture/natives.js';
import type { Policy } from '../privacy/policy.js';
import type { Embed, EmbedContext } from './embed.js';
import { createOwnNodes } from './own-nodes.js';

/** A document of the page's own origin in an iframe: captured from here, with what its window shares with the page's. */
export function embedInner(context: EmbedContext, document: Document, policy: Policy): Embed & { readonly document: Document } {
  const { host, level, room } = context;
  const { options, natives: clock } = host;
  options.secrets.watch(document);
  const { now, setTimeout, clearTimeout, requestAnimationFrame, cancelAnimationFrame, whenIdle, clearIdle, queueMicrotask } = clock;
  let stopped = false;
  const view = document.defaultView as Window & typeof globalThis;
  const own = takeNatives(view);
  const capture = host.startCapture({
    ...options,
    document,
    policy,
    above: {
      assets: host.assets,
      late: host.late,
      window: host.window,
      natives: {
        ...own,
        now,
        setTimeout,
        clearTimeout,
        requestAnimationFrame,
        cancelAnimationFrame,
        whenIdle,
        clearIdle,
        queueMicrotask,
      },
      prepare: createOwnNodes(own),
      level,
      room,
    },
    emit: context.emit,
    ready: context.ready,
    pointer: context.pointer,
    forget: host.forget,
    fault(error) {
      if (!stopped) context.failed(error);
    },
  });
  // The next document takes this one's place at once, its `load` may be seconds away.
  const leaving = (): void => void clock.setTimeout(host.wake, 0);
  view.addEventListener('pagehide', leaving);
  let stream = 0;
  return {
    document,
    capture,
    shown: true,
    open: () => capture.open(++stream),
    idle: () => capture.idle(),
    wake: () => capture.wake(),
    flush: () => capture.flush(),
    renew(path) {
      if (path.length > 0) capture.renew(path);
      else capture.open(++stream);
    },
    stop() {
      stopped = true;
      capture.stop();
      try {
        view.removeEventListener('pagehide', leaving);
      } catch {
        // The window is another origin's now; what hung on it is gone.
      }
    },
  };
}
