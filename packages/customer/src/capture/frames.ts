import type { Natives } from './natives.js';

/** A hidden page has no animation frames. */
const FALLBACK_MS = 120;
const WAIT_MS = 2100;

/** Animation frames on request, with a timer where none come; and one long wait for sheets. */
export function createFrames(options: { natives: Natives; frame(): void; waited(): void }): {
  request(): void;
  /** Calls `waited` once, after the time a keyframe waits for its sheets. */
  wait(): void;
  stop(): void;
} {
  const { natives, frame, waited } = options;
  let raf: number | undefined;
  let timer: number | undefined;
  let waiting: number | undefined;
  const clear = (): void => {
    natives.cancelAnimationFrame(raf);
    natives.clearTimeout(timer);
    raf = undefined;
    timer = undefined;
  };
  const fire = (): void => {
    clear();
    frame();
  };
  return {
    request() {
      if (raf !== undefined) return;
      raf = natives.requestAnimationFrame(fire);
      timer = natives.setTimeout(fire, FALLBACK_MS);
    },
    wait() {
      waiting ??= natives.setTimeout(() => {
        waiting = undefined;
        waited();
      }, WAIT_MS);
    },
    stop() {
      clear();
      natives.clearTimeout(waiting);
    },
  };
}
