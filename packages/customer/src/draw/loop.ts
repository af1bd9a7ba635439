import { original, quietly } from '@sightline/link';

/** Animation frames while there is something to do in them. */
export interface Loop {
  wake(): void;
  stop(): void;
}

/** `step` tells whether another frame is wanted. */
export function createLoop(window: Window & typeof globalThis, step: () => boolean): Loop {
  const request = original(window.requestAnimationFrame);
  const cancel = original(window.cancelAnimationFrame);
  let next: number | undefined;
  let stopped = false;
  const wake = (): void => {
    if (!stopped) next ??= request.call(window, run);
  };
  const run = (): void => {
    next = undefined;
    void quietly(() => step() && wake());
  };
  return {
    wake,
    stop() {
      stopped = true;
      if (next !== undefined) cancel.call(window, next);
    },
  };
}
