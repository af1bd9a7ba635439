import { mark } from './mark.js';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Puts `Apply` on an agent's page. `prepare(pieces, root)` readies a renderer of its own in `root` and answers what applies the
 * snapshot; the cost runs from the first byte read until the mirror stands still. It is not drawn: the browser's style and layout
 * of the same page are the same for everyone; an engine that reads layout meanwhile pays for it.
 */
export function installApply(prepare) {
  globalThis.Apply = async (drained) => {
    const pieces = drained.map(({ text, bytes }) =>
      text === undefined ? { bytes: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)) } : { text },
    );
    const root = document.createElement('div');
    root.style.cssText = 'position:relative;width:1280px;height:720px;content-visibility:hidden';
    document.body.append(root);
    const apply = await prepare(pieces, root);
    await pause(100);
    globalThis.gc();
    mark('begin');
    await apply();
    await pause(400);
    mark('end');
  };
}
