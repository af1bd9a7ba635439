import { FrameFlag } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { createFrameDecoder, type ReadableOp } from '../decode/frame-decoder.js';
import { printOps } from '../decode/print-ops.js';
import { createFrameEncoder } from './frame-encoder.js';

const EVERY_OP: ReadableOp[] = [
  {
    op: 'insert',
    parent: 1,
    previous: 0,
    nodes: [
      {
        node: 'element',
        id: 2,
        namespace: undefined,
        name: 'div',
        attributes: [['class', 'a 😀']],
        children: [
          { node: 'shadow', id: 3, flags: 2, children: [{ node: 'text', id: 4, text: 'long '.repeat(40) }] },
          { node: 'element', id: 5, namespace: 'http://www.w3.org/2000/svg', name: 'svg', attributes: [], children: [] },
          { node: 'comment', id: 6 },
          { node: 'box', id: 7, name: 'input' },
        ],
      },
      { node: 'move', id: 9 },
    ],
  },
  { op: 'remove', id: 300 },
  { op: 'text', id: 4, text: 'short' },
  { op: 'value', id: 5, text: '' },
  { op: 'attribute', id: 5, name: 'id', value: 'x' },
  { op: 'attribute', id: 5, name: 'id', value: undefined },
  { op: 'flags', id: 5, bits: 5 },
  { op: 'scroll', id: 1, left: -8, top: 80_000 },
  { op: 'geometry', id: 7, width: 80, height: 8, style: 'display: block' },
  { op: 'sheet', sheet: 1, text: 'a{}' },
  { op: 'sheetAsset', sheet: 2, asset: 10_001 },
  { op: 'sheetRules', sheet: 1, rules: ['b{}', 'c{}'] },
  { op: 'sheetList', root: 1, sheets: [{ sheet: 1, media: 'print' }] },
  { op: 'meta', json: '{}' },
  { op: 'focus', id: 5 },
  { op: 'hover', id: 5 },
  { op: 'active', id: 0 },
  { op: 'checksum', first: 1, end: 5, hash: 0xffffffff },
];

test('4 every operation is read back as it was written, in a second frame of the stream too', () => {
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  expect(decoder.decode(FrameFlag.Key, encoder.encode(EVERY_OP))).toEqual(EVERY_OP);
  const [, ...rest] = EVERY_OP;
  const again = encoder.encode(rest);
  expect(decoder.decode(0, again)).toEqual(rest);
  expect(printOps(rest)).toContain('scroll id=1 left=-8 top=80000');
});
