import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { collectWhenIdle } from '../observe/collect-when-idle.js';
import { inOwnPages } from './own-pages.js';

const MB = 1024 * 1024;
const until = async (done: () => boolean): Promise<boolean> => {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if (done()) return true;
    await new Promise((next) => setTimeout(next, 50));
  }
  return false;
};

test('B14 a copy is the same bytes, for everything that reads them', () => {
  for (const size of [0, 1_000, 2 * MB]) {
    const bytes = Uint8Array.from({ length: size }, (_, n) => n % 251);
    const copy = inOwnPages(bytes);
    expect(copy.byteLength).toBe(size);
    expect(Buffer.compare(copy, bytes)).toBe(0);
    expect(copy.buffer).not.toBe(bytes.buffer);
    expect(Buffer.compare(inflateRawSync(deflateRawSync(copy)), bytes)).toBe(0);
  }
});

test('B14 what was let go of goes back to the system while nothing happens', async () => {
  const collector = collectWhenIdle(100);
  let kept: Uint8Array[] = Array.from({ length: 20 }, () => inOwnPages(Buffer.alloc(8 * MB, 1)));
  const full = process.memoryUsage().rss;
  expect(kept.every((bytes) => bytes[MB] === 1)).toBe(true);
  kept = [];
  collector.freed(160 * MB);
  expect(await until(() => process.memoryUsage().rss < full - 100 * MB)).toBe(true);
  collector.stop();
}, 30_000);
