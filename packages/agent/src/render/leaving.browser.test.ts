import { afterEach, expect, test } from 'vitest';
import { LIMITS } from '@sightline/protocol';
import { type OpenRenderer, openRenderer } from './testing/open-renderer.js';
import { createStream, KEY } from './testing/stream.js';

let open: OpenRenderer;
afterEach(() => {
  open.renderer.stop();
  open.renderer.frame.parentElement?.remove();
});

async function show(text: string): Promise<void> {
  const shown = open.next();
  open.renderer.apply(KEY, createStream().page([['p', {}, text]]));
  await shown;
  expect(open.renderer.document.body.textContent).toBe(text);
}

const WAYS: Record<string, (frame: HTMLIFrameElement) => void> = {
  'shows another document': (frame) => void (frame.srcdoc = '<p>elsewhere'),
  'is sent elsewhere': (frame) => {
    frame.removeAttribute('srcdoc');
    frame.src = 'about:blank';
  },
  'is taken out by the page': (frame) => frame.remove(),
  'is put elsewhere by the page': (frame) => frame.parentElement?.append(frame),
  'is sent elsewhere from inside': (frame) => frame.contentWindow?.location.replace('about:blank'),
};

test.each(Object.entries(WAYS))('R11 a frame that %s is noticed without a word of the stream, and built anew', async (_name, leave) => {
  open = await openRenderer();
  await show('before');
  leave(open.renderer.frame);
  await expect.poll(() => open.faults, { timeout: 10_000 }).toEqual(['frame left']);
  await show('after');
  expect(open.faults).toHaveLength(1);
});

test('R11 a place that is taken out of the page and comes back gets its picture again; what waits meanwhile is bounded', async () => {
  open = await openRenderer();
  const { renderer, faults } = open;
  await show('before');
  const place = renderer.frame.parentElement as HTMLElement;
  place.remove();
  await expect.poll(() => faults).toEqual(['frame left']);
  const shown = open.next();
  shown.catch(() => undefined);
  const stream = createStream();
  renderer.apply(KEY, stream.page([['p', {}, 'meanwhile']]));
  const filler = new Uint8Array(LIMITS.frameBytes);
  for (let i = 0; i < 8; i++) renderer.apply(0, filler);
  expect(faults).toEqual(['frame left', 'no frame']);
  renderer.apply(KEY, createStream().page([['p', {}, 'back']]));
  document.body.append(place);
  await expect.poll(() => renderer.document.body?.textContent, { timeout: 10_000 }).toBe('back');
});
