import { createRenderer, FOREIGN, type Renderer } from '@sightline/agent/render';
import { FrameFlag } from '@sightline/protocol';
import { expect, onTestFinished } from 'vitest';

export interface DeskMirror {
  renderer: Renderer;
  /** The stream it shows; 0 before the first. */
  stream(): number;
  /** A frame of the view has arrived. */
  view(frame: { flags: number; body: Uint8Array; stream: number }): void;
}

/** An agent's mirror in this document, until the test is over. */
export async function deskMirror(): Promise<DeskMirror> {
  const parent = document.body.appendChild(document.createElement('div'));
  let building = 0;
  let stream = 0;
  const renderer = await createRenderer({
    parent,
    assetBase: `${location.origin}/no-asset`,
    foreign: FOREIGN,
    onMeta: () => undefined,
    onShown: () => (stream = building),
    onFault: (reason) => expect(reason).toBeUndefined(),
    onFrameFault: () => undefined,
  });
  onTestFinished(() => {
    renderer.stop();
    parent.remove();
  });
  return {
    renderer,
    stream: () => stream,
    view({ flags, body, stream: of }) {
      if (flags & FrameFlag.Key) building = of;
      renderer.apply(flags, body);
    },
  };
}
