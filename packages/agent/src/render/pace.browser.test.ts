import { Op } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { nextTask } from './next-task.js';
import { type ShownPage, showPage } from './testing/show-page.js';
import { createStream, KEY, type Stream, type Tree } from './testing/stream.js';

let open: ShownPage;
afterEach(() => {
  open.renderer.stop();
  open.renderer.frame.parentElement?.remove();
});
const shown = (): Promise<void> => expect.poll(() => open.shown()).toBeGreaterThan(0);
const idle = (): Promise<void> => expect.poll(() => open.renderer.busy).toBe(false);

const MANY = 100_000;
/** One frame with nodes enough for several pieces. */
function manyNodes(stream: Stream): Uint8Array {
  stream.insert(4, 0, ...Array.from({ length: MANY }, (): Tree => ['#comment', {}]));
  return stream.take();
}

test('V11 a frame of much work is applied in pieces: what the agent does meanwhile is answered, what comes meanwhile follows', async () => {
  open = await showPage([['p', {}, 'x']]);
  await shown();
  const { renderer, stream } = open;
  const before = renderer.size;
  const button = document.createElement('button');
  const at: number[] = [];
  button.onclick = () => at.push(renderer.size);
  renderer.apply(0, manyNodes(stream));
  expect(renderer.busy).toBe(true);
  stream.w.u8(Op.SetText);
  stream.w.varint(6);
  stream.w.string('after');
  renderer.apply(0, stream.take());
  while (renderer.busy) {
    button.click();
    await nextTask();
  }
  expect(at.length).toBeGreaterThan(1);
  expect(at[0]).toBeLessThan(before + MANY);
  expect(renderer.size).toBe(before + MANY);
  expect(renderer.document.body.textContent).toBe('after');
  expect(open.faults).toEqual([]);
});

test('V11 a keyframe takes the place of all that waits', async () => {
  open = await showPage([['p', {}, 'x']]);
  await shown();
  const { renderer, stream } = open;
  renderer.apply(0, manyNodes(stream));
  renderer.apply(KEY, createStream().page([['p', {}, 'new']]));
  await expect.poll(() => renderer.document.body.textContent).toBe('new');
  await idle();
  expect(renderer.size).toBeLessThan(20);
  expect(open.faults).toEqual([]);
});

test('V11 what is forgotten is not gone on with', async () => {
  open = await showPage([['p', {}, 'x']]);
  await shown();
  const { renderer, stream } = open;
  renderer.apply(0, manyNodes(stream));
  renderer.forget();
  await idle();
  expect(renderer.size).toBe(0);
});

test('V11 a sheet of megabytes is rewritten in pieces', async () => {
  open = await showPage([['p', {}, 'x']]);
  await shown();
  const { renderer, stream } = open;
  stream.sheet(1, `${'a:hover{b:c}'.repeat(250_000)}p{color:rgb(1, 2, 3)}`);
  renderer.apply(0, stream.take());
  expect(renderer.busy).toBe(true);
  await idle();
  const paragraph = renderer.document.querySelector('p') as Element;
  expect(getComputedStyle(paragraph).color).toBe('rgb(1, 2, 3)');
});
