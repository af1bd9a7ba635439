import { LIMITS } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import type { Asset } from './asset.js';
import { createMemoryBudget } from '../live/memory-budget.js';
import { endlessShare } from '../testing/endless-memory.js';
import { createSessionAssets, type SessionAssets } from './session-assets.js';
import { createTimeSlices } from './time-slices.js';

const WAIT = 2_000;
let assets: SessionAssets;
afterEach(() => assets.stop());

const text = (asset: Asset | undefined): string | undefined => asset && new TextDecoder().decode(asset.bytes);
const body = (mime: string, bytes: string | Uint8Array): Uint8Array => {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return Uint8Array.from([mime.length, ...new TextEncoder().encode(mime), ...data]);
};

function make(web: Record<string, Asset> = {}, share = endlessShare()) {
  const asked: number[] = [];
  const fetched: string[] = [];
  assets = createSessionAssets({
    share,
    slices: createTimeSlices({ sliceMs: 5, now: () => performance.now() }),
    store: {
      async get(url) {
        fetched.push(url);
        return web[url];
      },
    },
  });
  assets.supplier((n) => asked.push(n));
  return { asked, fetched };
}

const png: Asset = { mime: 'image/png', bytes: new TextEncoder().encode('from the web') };

test('M8 the service fetches what has an address, and asks nobody', async () => {
  const { asked } = make({ 'https://a.example/i.png': png });
  assets.name([{ n: 1, url: 'https://a.example/i.png' }]);
  expect(text(await assets.get(1, WAIT))).toBe('from the web');
  expect(text(await assets.get(1, WAIT))).toBe('from the web');
  expect(asked).toEqual([]);
});

test('M9 what it cannot fetch, or has no address, the customer supplies; whoever asked meanwhile waits', async () => {
  const { asked } = make();
  assets.name([{ n: 1, url: 'https://a.example/private.png' }, { n: 2 }]);
  const waiting = [assets.get(1, WAIT), assets.get(1, WAIT), assets.get(2, WAIT)];
  await Promise.resolve();
  expect(asked.sort()).toEqual([1, 2]);
  assets.supply(1, body('image/png', 'one'));
  assets.supply(2, body('image/svg+xml', '<svg/>'));
  expect((await Promise.all(waiting)).map(text)).toEqual(['one', 'one', '<svg/>']);
});

test('M9 missing, forbidden and unknown ones answer nothing, the last after the wait', async () => {
  make();
  assets.name([{ n: 1 }, { n: 2 }]);
  assets.missing(1);
  assets.supply(2, body('text/html', '<script>'));
  expect(await assets.get(1, WAIT)).toBeUndefined();
  expect(await assets.get(2, WAIT)).toBeUndefined();
  expect(await assets.get(77, 10)).toBeUndefined();
});

test('M10 a number means one thing: what nobody asked for is not taken, nothing is replaced', async () => {
  make({ 'https://a.example/i.png': png });
  assets.name([{ n: 1 }, { n: 2, url: 'https://a.example/i.png' }]);
  await assets.get(2, WAIT);
  assets.supply(1, body('image/png', 'unasked'));
  const wanted = assets.get(1, WAIT);
  assets.supply(1, body('image/png', 'first'));
  assets.supply(1, body('image/png', 'second'));
  expect(text(await wanted)).toBe('first');
  assets.supply(2, body('image/png', 'mine'));
  expect(text(await assets.get(1, WAIT))).toBe('first');
  expect(text(await assets.get(2, WAIT))).toBe('from the web');
});

test('M11 what a style sheet names becomes assets of the session', async () => {
  const css = { mime: 'text/css', bytes: new TextEncoder().encode('a{background:url(i.png)}b{background:url(gone.png)}') };
  const { asked } = make({ 'https://a.example/s.css': css, 'https://a.example/i.png': png });
  assets.name([{ n: 1, url: 'https://a.example/s.css' }]);
  const sheet = text(await assets.get(1, WAIT)) ?? '';
  const [image, gone] = [...sheet.matchAll(/sightline-asset:(\d+)/g)].map((match) => Number(match[1]));
  expect(text(await assets.get(image ?? 0, WAIT))).toBe('from the web');
  expect(await assets.get(gone ?? 0, WAIT)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('M12 a customer who comes back is asked again for what is waited for', async () => {
  make();
  assets.name([{ n: 1 }]);
  const waiting = assets.get(1, WAIT);
  assets.supplier(undefined);
  const again: number[] = [];
  assets.supplier((n) => again.push(n));
  expect(again).toEqual([1]);
  assets.supply(1, body('image/png', 'late'));
  expect(text(await waiting)).toBe('late');
});

test('M13 bodies have a bound, and what is malformed is', () => {
  make();
  assets.name([{ n: 1 }]);
  expect(assets.supply(1, Uint8Array.of(9, 1))).toBe(false);
  expect(assets.supply(1, new Uint8Array(LIMITS.assetBytes + 300))).toBe(false);
  expect(assets.supply(1, new Uint8Array())).toBe(false);
});

test('M13 memory has a bound: the oldest is forgotten, and asked for again', async () => {
  const { asked } = make();
  const large = body('image/png', new Uint8Array(LIMITS.assetBytes));
  const fit = LIMITS.sessionAssetBytes / LIMITS.assetBytes;
  assets.name(Array.from({ length: fit + 1 }, (_, n) => ({ n })));
  for (let n = 0; n <= fit; n++) {
    const wanted = assets.get(n, WAIT);
    assets.supply(n, large);
    await wanted;
  }
  asked.length = 0;
  for (let n = fit; n > 0; n--) expect((await assets.get(n, WAIT))?.bytes.byteLength).toBe(LIMITS.assetBytes);
  expect(asked).toEqual([]);
  const again = assets.get(0, WAIT);
  expect(asked).toEqual([0]);
  assets.supply(0, body('image/png', 'again'));
  expect(text(await again)).toBe('again');
});

test('M13 names have a bound: the oldest is forgotten; the service’s own numbers are nobody else’s', async () => {
  const { asked } = make();
  assets.name(Array.from({ length: LIMITS.assets + 1 }, (_, n) => ({ n })));
  assets.name([{ n: 3_000_000_000 }]);
  // Nobody wants them yet: her browser is spared.
  expect(asked).toEqual([]);
  const second = assets.get(1, WAIT);
  assets.supply(1, body('image/png', 'second'));
  expect(text(await second)).toBe('second');
  assets.supply(0, body('image/png', 'unasked'));
  const first = assets.get(0, WAIT);
  expect(asked).toEqual([1, 0]);
  assets.supply(0, body('image/png', 'asked'));
  expect(text(await first)).toBe('asked');
});

test('M17 what is private now is forgotten, on its way too; named again it is asked for again, a missing one too', async () => {
  const { asked } = make({ 'https://a.example/i.png': png });
  assets.name([{ n: 1 }, { n: 2, url: 'https://a.example/i.png' }, { n: 3 }]);
  const waiting = assets.get(1, WAIT);
  assets.supply(1, body('image/png', 'private'));
  expect(text(await waiting)).toBe('private');
  expect(text(await assets.get(2, WAIT))).toBe('from the web');
  assets.missing(3);
  const late = assets.get(1, 10);
  assets.forget();
  await late;
  assets.supply(1, body('image/png', 'too late'));
  expect(await assets.get(1, 10)).toBeUndefined();
  expect(asked).toEqual([1, 1]);
  assets.missing(1);
  assets.name([{ n: 1 }]);
  const again = assets.get(1, WAIT);
  assets.supply(1, body('image/png', 'open'));
  expect(text(await again)).toBe('open');
});

test('M19 asked for before it is named: who asks waits for the name, and the service fetches it', async () => {
  const { asked, fetched } = make({ 'https://a.example/i.png': png });
  const waiting = assets.get(1, WAIT);
  expect(asked).toEqual([1]);
  // The page cannot read the bytes of another origin, or does not know the number yet.
  assets.missing(1);
  assets.name([{ n: 1, url: 'https://a.example/i.png' }]);
  expect(text(await waiting)).toBe('from the web');
  expect(fetched).toEqual(['https://a.example/i.png']);
});

test('M19 asked for before it is named: of what has no address, and of what the service cannot fetch, the customer is asked again', async () => {
  const { asked } = make();
  const waiting = [assets.get(1, WAIT), assets.get(2, WAIT)];
  assets.missing(1);
  assets.missing(2);
  assets.name([{ n: 1 }, { n: 2, url: 'https://a.example/private.png' }]);
  await Promise.resolve();
  expect(asked).toEqual([1, 2, 1, 2]);
  assets.supply(1, body('image/png', 'one'));
  assets.supply(2, body('image/png', 'two'));
  expect((await Promise.all(waiting)).map(text)).toEqual(['one', 'two']);
});

test('M19 what a sheet names keeps its number over a forget, and is there again when the sheet is', async () => {
  const css = { mime: 'text/css', bytes: new TextEncoder().encode('a{background:url(i.png)}') };
  make({ 'https://a.example/s.css': css, 'https://a.example/i.png': png });
  assets.name([{ n: 1, url: 'https://a.example/s.css' }]);
  const first = text(await assets.get(1, WAIT)) ?? '';
  const image = Number(/sightline-asset:(\d+)/.exec(first)?.[1]);
  expect(text(await assets.get(image, WAIT))).toBe('from the web');
  assets.forget();
  // From the sheet in the viewer's cache, before the page has named the sheet again.
  const early = assets.get(image, WAIT);
  expect(await assets.get(image, 20)).toBeUndefined();
  assets.name([{ n: 1, url: 'https://a.example/s.css' }]);
  expect(text(await early)).toBe('from the web');
  expect(text(await assets.get(1, WAIT))).toBe(first);
});

test('M19 a name that never comes is waited for as long as was said', async () => {
  make();
  const begun = performance.now();
  expect(await assets.get(5, 50)).toBeUndefined();
  expect(await assets.get(3_000_000_007, 50)).toBeUndefined();
  expect(performance.now() - begun).toBeGreaterThan(90);
});

test('M20 what there is no room for is given to whoever waits and not kept; it is had again', async () => {
  const budget = createMemoryBudget({ total: 20_000, now: () => 0 });
  const share = budget.share({ watched: () => true, release: () => {} });
  const { asked } = make({}, share);
  assets.name([{ n: 1 }, { n: 2 }, { n: 3 }]);
  const get = async (n: number, size: number): Promise<number | undefined> => {
    const wanted = assets.get(n, WAIT);
    assets.supply(n, body('image/png', new Uint8Array(size)));
    return (await wanted)?.bytes.byteLength;
  };
  // Larger than all of the budget; then two of which one goes for the other.
  expect([await get(1, 30_000), await get(2, 12_000), await get(3, 12_000)]).toEqual([30_000, 12_000, 12_000]);
  expect(asked).toEqual([1, 2, 3]);
  expect(budget.used).toBeLessThan(20_000);
  expect((await assets.get(3, WAIT))?.bytes.byteLength).toBe(12_000);
  expect([await get(1, 10), await get(2, 10), asked]).toEqual([10, 10, [1, 2, 3, 1, 2]]);
  share.stop();
  expect(budget.used).toBe(0);
});

test('M20 bytes that are let go of are had again from where they came', async () => {
  const css = { mime: 'text/css', bytes: new TextEncoder().encode('a{color:red}') };
  const { asked, fetched } = make({ 'https://a.example/s.css': css });
  assets.name([{ n: 1, url: 'https://a.example/s.css' }, { n: 2 }]);
  expect(text(await assets.get(1, WAIT))).toBe('a{color:red}');
  const first = assets.get(2, WAIT);
  assets.supply(2, body('image/png', 'bytes'));
  await first;
  assets.release();
  const again = [assets.get(1, WAIT), assets.get(2, WAIT)];
  assets.supply(2, body('image/png', 'bytes again'));
  expect((await Promise.all(again)).map(text)).toEqual(['a{color:red}', 'bytes again']);
  expect([asked, fetched]).toEqual([
    [2, 2],
    ['https://a.example/s.css', 'https://a.example/s.css'],
  ]);
});

test('M14 one session fetches a few at once, the rest in line', async () => {
  const gates: (() => void)[] = [];
  let running = 0;
  let most = 0;
  assets = createSessionAssets({
    share: endlessShare(),
    slices: createTimeSlices({ sliceMs: 5, now: () => performance.now() }),
    store: {
      async get() {
        most = Math.max(most, ++running);
        await new Promise<void>((go) => gates.push(go));
        running--;
        return png;
      },
    },
  });
  assets.name(Array.from({ length: 30 }, (_, n) => ({ n, url: `https://a.example/${n}.png` })));
  let there = 0;
  for (let n = 0; n < 30; n++) void assets.get(n, WAIT).then(() => there++);
  for (let turn = 0; turn < 100; turn++) {
    for (const go of gates.splice(0)) go();
    await new Promise((next) => setImmediate(next));
  }
  expect([most, there]).toEqual([8, 30]);
});
