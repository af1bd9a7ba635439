import type { LoadPart } from '../parts/parts.js';
import type { LayersOptions, LayerTracker } from './layers.js';

/** The tracker of the top layer, which is loaded when the first element may be in it; until then that stands in its place. */
export function createLateLayers(load: LoadPart, options: LayersOptions): LayerTracker {
  let tracker: LayerTracker | undefined;
  let asked = false;
  return {
    heard(element, opens) {
      tracker?.heard(element, opens);
    },
    write(stream, look) {
      if (tracker) return tracker.write(stream, look);
      const { document, natives, wake } = options;
      if (asked || !look) return;
      for (const root of stream.roots.values())
        asked ||= !!(document.fullscreenElement ?? natives.querySelectorAll(root, 'dialog[open],[popover]')[0]);
      if (!asked) return;
      load('layers').then(
        ({ createLayers }) => {
          tracker = createLayers(options);
          wake();
        },
        () => {
          asked = false;
        },
      );
    },
  };
}
