import { takeNatives } from '../capture/natives.js';
import type { Policy } from '../privacy/policy.js';
import type { Embed, EmbedContext } from './embed.js';

/** A document of the page's own origin in a frame: captured from here, with what its window shares with the page's. */
export function embedInner(context: EmbedContext, document: Document, policy: Policy): Embed & { readonly document: Document } {
  const { host, level, room } = context;
  const { options, natives: clock } = host;
  options.secrets.watch(document);
  const { now, setTimeout, clearTimeout, requestAnimationFrame, cancelAnimationFrame, whenIdle, clearIdle, queueMicrotask } = clock;
  const capture = host.startCapture({
    ...options,
    document,
    policy,
    above: {
      assets: host.assets,
      window: host.window,
      natives: {
        ...takeNatives(document.defaultView as Window & typeof globalThis),
        now,
        setTimeout,
        clearTimeout,
        requestAnimationFrame,
        cancelAnimationFrame,
        whenIdle,
        clearIdle,
        queueMicrotask,
      },
      level,
      room,
    },
    emit: context.emit,
    ready: context.ready,
    pointer: context.pointer,
    forget: host.forget,
    fault: context.failed,
  });
  let stream = 0;
  return {
    document,
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
      capture.stop();
    },
  };
}
