import { createHash } from 'node:crypto';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { CloseCode } from '../close-codes.js';
import { Op, PointerOp, StateFlag } from '../codec/ops.js';
import { ACT_TYPES, DrawingFlag, FrameFlag, FrameKind, SeatFlag } from '../frame/header.js';
import { PATHS } from '../paths.js';
import { PROTOCOL_VERSION } from '../version.js';
import { ClientMessage } from './client.js';
import * as messages from './index.js';

/** The hash of everything on the wire, by version. A change of the wire adds a line; a released line is never edited. */
const RECORDED: Record<number, string> = {
  1: '66b530c267fd31f1',
  2: '1f2e4bb250b88b94',
};

function wireHash(): string {
  const schemas = Object.entries(messages).map(([name, module]) => [name, Object.entries(module).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const wire = { schemas, Op, PointerOp, StateFlag, FrameFlag, FrameKind, DrawingFlag, SeatFlag, ACT_TYPES, CloseCode, PATHS };
  return createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
}

test('P3.1 the wire is the one recorded for its version', () => {
  expect({ version: PROTOCOL_VERSION, hash: wireHash() }).toEqual({ version: PROTOCOL_VERSION, hash: RECORDED[PROTOCOL_VERSION] });
});

test('P3.2 unknown fields, wrong types and values out of bounds do not validate', () => {
  const hello = { t: 'hello', v: 1, sdk: '3.11.0', sessionId: 'a', key: 'b' };
  expect(Value.Check(ClientMessage, hello)).toBe(true);
  for (const wrong of [
    { ...hello, more: 1 },
    { ...hello, v: '1' },
    { ...hello, v: -1 },
    { ...hello, key: 'k'.repeat(65) },
    { t: 'made' },
    { t: 'ping' },
    [],
    null,
    'hello',
  ])
    expect(Value.Check(ClientMessage, wrong), JSON.stringify(wrong)).toBe(false);
});
