import { LIMITS, PROTOCOL_VERSION } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { HELLO, isHello, readFromFrame } from './wire.js';

const body = new Uint8Array(3);

test('5.6 what an iframe may say passes', () => {
  for (const message of [
    { t: 'here' },
    { t: 'forget' },
    { t: 'failed' },
    { t: 'frame', turn: 1, flags: 3, body },
    { t: 'pointer', turn: 1, body },
    { t: 'assets', items: [{ n: 4 }, { n: 5, url: 'https://cdn.example/a.png' }] },
    { t: 'bytes', n: 4, mime: 'image/png', bytes: body },
    { t: 'missing', n: 4 },
  ])
    expect(readFromFrame(message), message.t).toBe(message);
});

test('5.6 anything else, too large or of another shape, does not', () => {
  for (const message of [
    null,
    'here',
    [],
    {},
    { t: 'open' },
    { t: 'frame', turn: 1, flags: 4, body },
    { t: 'frame', turn: -1, flags: 0, body },
    { t: 'frame', turn: 1, flags: 0, body: [1, 2] },
    { t: 'frame', turn: 1, flags: 0, body: new Uint8Array(LIMITS.frameBytes / 2 + 1) },
    { t: 'pointer', turn: 1, body: new Uint8Array(41) },
    { t: 'assets', items: [{ n: 1, url: 'file:///etc/passwd' }] },
    { t: 'assets', items: [{ n: 1, url: `https://a.example/${'x'.repeat(4096)}` }] },
    { t: 'assets', items: Array.from({ length: 501 }, (_, n) => ({ n })) },
    { t: 'bytes', n: 1, mime: 'x'.repeat(101), bytes: body },
    { t: 'missing', n: 0.5 },
  ])
    expect(readFromFrame(message)).toBeUndefined();
});

test('5.4 a hello is of this version', () => {
  expect(isHello(HELLO)).toBe(true);
  for (const other of [null, 'frame', { sightline: 'frame' }, { sightline: 'frame', v: PROTOCOL_VERSION + 1 }, { v: PROTOCOL_VERSION }])
    expect(isHello(other)).toBe(false);
});
