import { createRenderer } from '@sightline/agent/render';
import { FrameFlag } from '@sightline/protocol';
import { hostileStream } from './hostile-stream.js';
import type { HostileWindow } from './hostile-window.js';

/** A page that renders hostile streams, as an integrator's console with the agent SDK does. */
(window as unknown as HostileWindow).showHostile = async (html) => {
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
    onMeta: () => {},
    onShown: () => resolve(),
    onFault: (reason) => reject(new Error(reason)),
  });
  renderer.apply(FrameFlag.Key | FrameFlag.KeyEnd, hostileStream(html));
  await shown;
  return renderer.document.documentElement.outerHTML;
};
