import { DOCUMENT_ID, LIMITS, Op } from '@sightline/protocol';
import { BAD_SHAPES } from '@sightline/testing';
import { afterEach, expect, test } from 'vitest';
import { nextTask } from './next-task.js';
import { type ShownPage, showPage } from './testing/show-page.js';
import type { Stream } from './testing/stream.js';

/** Units of each text. A search that begins again at every place of it takes minutes. */
const LENGTH = 1_000_000;
/** Milliseconds a text may take all in all; a linear one takes a tenth of a second. */
const PATIENCE = 500;

let open: ShownPage | undefined;
afterEach(() => {
  open?.renderer.stop();
  open?.renderer.frame.parentElement?.remove();
});

/** Where a text of the page's comes to the browser: nodes 5 to 8 are a `p`, a circle in its `svg`, and a box. */
const PLACES: Record<string, (s: Stream, text: string) => void> = {
  'a sheet': (s, text) => s.sheet(1, text),
  'a style attribute': (s, text) => attribute(s, 5, 'style', text),
  'a presentation attribute': (s, text) => attribute(s, 7, 'fill', text),
  'the media of a sheet'(s, text) {
    s.w.u8(Op.SheetList);
    for (const number of [DOCUMENT_ID, 1, 1]) s.w.varint(number);
    s.w.string(text);
  },
  'the style of a box'(s, text) {
    s.w.u8(Op.BoxGeometry);
    for (const number of [8, 80, 80]) s.w.varint(number);
    s.w.string(text);
  },
};
function attribute(s: Stream, id: number, name: string, value: string): void {
  s.w.u8(Op.SetAttribute);
  s.w.varint(id);
  s.w.string(name);
  s.w.string(value);
}

test.each(Object.entries(PLACES))('H6 %s of 10⁶ characters of any bad shape does not hold the desk', async (_name, write) => {
  open = await showPage([
    ['p', {}],
    ['svg|svg', {}, ['svg|circle', {}]],
    ['#box', {}],
  ]);
  const { renderer, stream } = open;
  await expect.poll(() => open?.shown()).toBe(1);
  const slow: string[] = [];
  for (const { name, make, longest } of BAD_SHAPES) {
    if (longest < LENGTH) continue;
    write(stream, make(LENGTH));
    let body = stream.take();
    if (body.length > LIMITS.frameBytes) {
      // Half characters take six bytes each: no frame holds a million.
      write(stream, make(LENGTH / 2));
      body = stream.take();
    }
    // Within what a stream may do.
    await expect.poll(() => renderer.busy).toBe(false);
    const started = performance.now();
    renderer.apply(0, body);
    while (renderer.busy) await nextTask();
    const took = performance.now() - started;
    if (took > PATIENCE * 10) slow.push(`${name}: ${String(Math.round(took))} ms`);
  }
  expect(slow).toEqual([]);
  expect(open.faults).toEqual([]);
});
