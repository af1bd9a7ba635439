import { FrameFlag, FrameKind } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { createPlayback } from './playback.js';

const header = (stream: number, number: number, flags = 0) => ({ kind: FrameKind.View, stream, number, flags });
const KEY = FrameFlag.Key;

test('V1 frames in order are applied, old ones skipped', () => {
  const playback = createPlayback();
  expect([header(1, 0, KEY), header(1, 1), header(1, 1), header(1, 0, KEY), header(1, 2)].map(playback.take)).toEqual([
    'apply',
    'apply',
    'skip',
    'skip',
    'apply',
  ]);
  expect(playback.position).toEqual({ stream: 1, number: 2 });
});

test('V1 a gap asks once, until a keyframe comes', () => {
  const playback = createPlayback();
  expect([header(1, 0, KEY), header(1, 2), header(1, 3), header(2, 0, KEY), header(2, 1)].map(playback.take)).toEqual([
    'apply',
    'gap',
    'skip',
    'apply',
    'apply',
  ]);
});

test('V1 a stream without its keyframe is a gap, a keyframe of a new stream is not', () => {
  const playback = createPlayback();
  expect([header(3, 7), header(4, 0, KEY), header(5, 1), header(4, 1)].map(playback.take)).toEqual(['gap', 'apply', 'gap', 'skip']);
  expect(playback.position).toBeUndefined();
});

test('V4 after a loss only a keyframe goes on, and nobody is asked twice', () => {
  const playback = createPlayback();
  playback.take(header(1, 0, KEY));
  playback.lose();
  expect(playback.position).toBeUndefined();
  expect([header(1, 1), header(1, 0, KEY), header(1, 1)].map(playback.take)).toEqual(['skip', 'apply', 'apply']);
});
