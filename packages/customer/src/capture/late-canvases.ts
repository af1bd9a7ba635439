import type { LoadPart } from '../parts/parts.js';
import type { CanvasOptions, CanvasTracker } from './canvases.js';
import { once } from './once.js';

/**
 * The canvas tracker, which is loaded when the first canvas is in the mirror. Until then canvases wait in the stream, and
 * what is drawn on them is not listened to: each is looked at when its turn comes.
 */
export function createLateCanvases(load: LoadPart, options: Omit<CanvasOptions, 'toBlob'>): CanvasTracker {
  const { toBlob } = options.natives.make('canvas') as HTMLCanvasElement;
  let tracker: CanvasTracker | undefined;
  let stopped = false;

  const ask = once(async () => {
    const { createCanvases } = await load('canvases');
    if (stopped) return;
    tracker = createCanvases({ ...options, toBlob });
    options.drawn();
  });
  return {
    write(stream) {
      if (tracker) tracker.write(stream);
      // A page whose part does not come keeps the canvas' place, empty.
      else ask();
    },
    stop() {
      stopped = true;
      tracker?.stop();
    },
  };
}
