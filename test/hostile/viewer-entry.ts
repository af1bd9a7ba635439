import { createRenderer, FOREIGN, type Renderer } from '@sightline/agent/render';
import { FrameFlag } from '@sightline/protocol';
import { handMade } from './handmade.js';
import { hostileStream } from './hostile-stream.js';
import type { HostileWindow } from './hostile-window.js';
import { run } from './payloads/payload.js';

let last: Renderer | undefined;

const page = window as unknown as HostileWindow;

page.writeHostile = (pages, bait) => {
  const bytes = hostileStream(pages, bait === undefined ? [] : handMade(bait, run(bait)));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** Renders as an integrator's console with the agent SDK does. */
page.showHostile = async (stream) => {
  last?.stop();
  const parent = document.getElementById('viewer') as HTMLElement;
  let resolve = (): void => {};
  let reject = (_: Error): void => {};
  const shown = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const renderer = await createRenderer({
    parent,
    assetBase: `${location.origin}/sdkapi/zcb/asset/k`,
    foreign: FOREIGN,
    onMeta: () => {},
    onShown: () => resolve(),
    onFault: (reason) => reject(new Error(reason)),
  });
  last = renderer;
  renderer.apply(
    FrameFlag.Key | FrameFlag.KeyEnd,
    Uint8Array.from(atob(stream), (c) => c.charCodeAt(0)),
  );
  await shown;
  // Layout, so that sheets and pictures are used, and a frame in which they are painted.
  void renderer.document.body.offsetHeight;
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  return renderer.document.documentElement.outerHTML;
};
