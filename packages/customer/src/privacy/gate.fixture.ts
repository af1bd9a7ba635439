import { afterEach, expect } from 'vitest';
import { type Rig, rig } from '../capture/capture.fixture.js';
import type { MaskSettings } from './policy.js';

/** A captured page for tests of the gate: what left of it, and ways to ask the page. Stops by itself after each test. */
export function gatePage() {
  let open: Rig | undefined;
  afterEach(() => {
    open?.stop();
    expect(open?.faults ?? []).toEqual([]);
    open = undefined;
  });
  const page = (): Rig => open as Rig;
  return {
    page,
    start: async (html: string, masks?: MaskSettings): Promise<Rig> => (open = await rig(html, masks)),
    /** Everything that left, as text; strings are UTF-8 at the head of each body. */
    left: (): string =>
      [...page().frames.map((f) => f.body), ...page().pointers].map((b) => new TextDecoder().decode(b)).join('\n') +
      page()
        .assets.map((a) => a.url)
        .join('\n'),
    /** What leaves from now on. */
    forgetFrames(): void {
      page().frames.length = 0;
    },
    get: <T extends Element = HTMLElement>(selector: string): T => page().document.querySelector(selector) as T,
    /** Flushes; where that asks for a new stream, waits for its keyframe. */
    async flush(): Promise<void> {
      const { forgets } = page();
      const again = page().keyframe();
      page().capture.flush();
      if (page().forgets > forgets) await again;
    },
  };
}
