import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealing } from './sealing.js';

const SEED = Number(process.env.SEED ?? 20_261_201);
const [first, second, third] = [1, 2, 3].map((n) => Buffer.alloc(32, n)) as [Buffer, Buffer, Buffer];

function drawing(seed: number): (below: number) => number {
  let random = seed;
  return (below) => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return (random >>> 8) % below;
  };
}

test(`Z3 what is sealed opens at its place with its key, and is another text each time (seed ${SEED})`, () => {
  const draw = drawing(SEED);
  const sealing = createSealing([first]);
  const seen = new Set<string>();
  for (let n = 0; n < 500; n++) {
    const text = Array.from({ length: draw(300) }, () => String.fromCodePoint(draw(3) ? 32 + draw(90) : 0x100 + draw(0xd000))).join('');
    const place = `secrets:sealed:${draw(5)}`;
    const sealed = sealing.seal(text, place);
    expect(sealed).toMatch(/^v1\.[\da-f]{8}\.[\w-]{16}\.[\w-]+$/);
    expect(sealing.open(sealed, place)).toBe(text);
    // A later process with the same key.
    expect(createSealing([second, first]).open(sealed, place)).toBe(text);
    seen.add(sealing.seal('the same', 'a:b:c'));
  }
  expect(seen.size).toBe(500);
});

test(`Z3 changed in any character, moved, cut or of another key it does not open (seed ${SEED})`, () => {
  const draw = drawing(SEED + 1);
  const sealing = createSealing([first]);
  const sealed = sealing.seal('a secret of the account', 'secrets:sealed:1');
  const fails = (text: string, place = 'secrets:sealed:1', by = sealing): void =>
    expect(() => by.open(text, place), text).toThrow(/^secrets:sealed:\d+ does not open/);
  for (let at = 0; at < sealed.length; at++) {
    // The last character of base64url carries bits that nothing reads.
    const other = String.fromCharCode(sealed.charCodeAt(at) ^ (at === sealed.length - 1 ? 32 : 1 + draw(15)));
    if (Buffer.from(other, 'base64url').equals(Buffer.from(sealed[at]!, 'base64url')) && other.toLowerCase() === sealed[at]) continue;
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
    let opened: string | undefined;
    try {
      opened = sealing.open(changed, 'secrets:sealed:1');
    } catch {
      continue;
    }
    expect(`${at}: ${opened}`).toBe('never');
  }
  for (let end = 0; end < sealed.length - 1; end += 1 + draw(4)) fails(sealed.slice(0, end));
  fails(sealed, 'secrets:sealed:2');
  fails(sealed, 'secrets:sealed:1', createSealing([second, third]));
  fails('a secret in the clear');
  expect(sealing.open(sealed, 'secrets:sealed:1')).toBe('a secret of the account');
});

test('Z3 the first key seals, all open, and what has no key here is told by its id', () => {
  const old = createSealing([first]).seal('x', 'p');
  const both = createSealing([second, first]);
  expect([both.isCurrent(old), both.lacks(old), both.open(old, 'p')]).toEqual([false, undefined, 'x']);
  const now = both.seal('x', 'p');
  expect([both.isCurrent(now), createSealing([first]).lacks(now)]).toEqual([true, now.split('.')[1]]);
  expect(both.lacks('in the clear')).toBe('unknown');
});

test('Z3 keys for other purposes are the sealing key’s own, another for each label, and none of them is that key', () => {
  const sealing = createSealing([first]);
  const pages = sealing.deriveKey('sightline page tokens');
  expect(pages).toHaveLength(32);
  expect(pages).toEqual(createSealing([first, second]).deriveKey('sightline page tokens'));
  for (const other of [sealing.deriveKey('another'), createSealing([second]).deriveKey('sightline page tokens'), first])
    expect(pages.equals(other)).toBe(false);
});

test('Z3 a key is made at the first need of one, and only once', () => {
  let made = 0;
  const sealing = createSealing([], () => {
    made++;
    return randomBytes(32);
  });
  expect(sealing.lacks('v1.00000000.AAAAAAAAAAAAAAAA.AAAA')).toBe('00000000');
  expect(made).toBe(0);
  const sealed = sealing.seal('x', 'p');
  expect([sealing.open(sealed, 'p'), sealing.deriveKey('a').length, made]).toEqual(['x', 32, 1]);
  expect(() => createSealing([]).seal('x', 'p')).toThrow('no key');
});
