import { Op, Reader, type ViewMeta, createWriter } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { createMeta } from './meta.js';
import type { Lapses } from './lapses.js';
import type { Stream } from './stream.js';

/** What is told of a window that sees this much of its page. */
function told(seen: Partial<VisualViewport>): Partial<ViewMeta> {
  const phone = {
    innerWidth: 390,
    innerHeight: 844,
    devicePixelRatio: 3,
    location,
    matchMedia: (query: string) => window.matchMedia(query),
    visualViewport: { scale: 1, offsetLeft: 0, offsetTop: 0, width: 390, height: 844, ...seen },
  } as unknown as Window & typeof globalThis;
  const writer = createWriter();
  createMeta({ document, window: phone, address: {}, lapses: { names: [] as readonly string[] } as Lapses, wake: () => undefined }).write(
    { writer } as Stream,
    false,
  );
  const reader = new Reader();
  reader.open(writer.take());
  expect(reader.u8()).toBe(Op.Meta);
  return JSON.parse(reader.string()) as Partial<ViewMeta>;
}

test('1.24 the part of the page a phone shows is told: what is zoomed into, and what is above its keyboard', () => {
  expect(told({})).toMatchObject({ width: 390, height: 844, zoomed: null });
  // A scroll bar covers little.
  expect(told({ height: 827, width: 373 }).zoomed).toBeNull();
  expect(told({ height: 508 }).zoomed).toEqual([0, 0, 390, 508]);
  expect(told({ scale: 2, offsetLeft: 40.4, offsetTop: 100, width: 195, height: 422 }).zoomed).toEqual([40, 100, 195, 422]);
});
