import { FrameFlag, FrameKind } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { createResendLog, type ResendLog } from './resend-log.js';

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);
const view = (log: ResendLog, stream: number, number: number, data = bytes(stream, number)): void =>
  log.frame({ kind: FrameKind.View, flags: number === 0 ? FrameFlag.Key | FrameFlag.KeyEnd : 0, stream, number }, data);

test('L4.7 a drawing on its way is not sent again: what the service holds of drawings is told anew', () => {
  const log = createResendLog();
  view(log, 1, 0);
  log.frame({ kind: FrameKind.Drawing, flags: 1, stream: 0, number: 1 }, bytes(9));
  view(log, 1, 1);
  expect(log.after({ stream: 1, number: 0 })).toEqual([bytes(1, 1)]);
});

test('L4.1 what follows the received frame is sent again, announcements in their place', () => {
  const log = createResendLog();
  view(log, 1, 0);
  view(log, 1, 1);
  log.text('assets');
  view(log, 1, 2);
  log.frame({ kind: FrameKind.Asset, flags: 0, stream: 1, number: 7 }, bytes(9));
  expect(log.after({ stream: 1, number: 0 })).toEqual([bytes(1, 1), 'assets', bytes(1, 2), bytes(9)]);
  expect(log.after({ stream: 1, number: 2 })).toEqual([bytes(9)]);
  expect(log.position).toEqual({ stream: 1, number: 2 });
});

test('L4.1 a service that holds an older stream gets the newer one from its beginning', () => {
  const log = createResendLog();
  view(log, 1, 0);
  view(log, 1, 1);
  view(log, 2, 0);
  view(log, 2, 1);
  expect(log.after({ stream: 1, number: 0 })).toEqual([bytes(2, 0), bytes(2, 1)]);
});

test('L4.2 received frames are let go', () => {
  const log = createResendLog();
  for (let i = 0; i < 4; i++) view(log, 1, i);
  log.received({ stream: 1, number: 1 });
  expect(log.after({ stream: 1, number: 1 })).toEqual([bytes(1, 2), bytes(1, 3)]);
  expect(log.after({ stream: 1, number: 0 })).toBeUndefined();
});

test('L4.3 over the bound the oldest are lost, and with them the places before', () => {
  const log = createResendLog();
  const big = new Uint8Array(1024 * 1024);
  for (let i = 0; i < 6; i++) view(log, 1, i, big);
  expect(log.after({ stream: 1, number: 0 })).toBeUndefined();
  expect(log.after({ stream: 1, number: 1 })).toHaveLength(4);
  expect(log.after({ stream: 1, number: 5 })).toEqual([]);
});

test('L4.3 a lost announcement makes a gap, too', () => {
  const log = createResendLog();
  view(log, 1, 0);
  log.text('assets');
  view(log, 1, 1, new Uint8Array(4 * 1024 * 1024));
  expect(log.after({ stream: 1, number: 0 })).toBeUndefined();
  expect(log.after({ stream: 1, number: 1 })).toEqual([]);
});

test('L4.4 nothing before forget is sent again, forget itself is', () => {
  const log = createResendLog();
  view(log, 1, 0);
  view(log, 1, 1);
  log.forget('forget');
  expect(log.after({ stream: 1, number: 0 })).toEqual(['forget']);
  view(log, 2, 0);
  expect(log.after({ stream: 1, number: 0 })).toEqual(['forget', bytes(2, 0)]);
});

test('L4.5 after clear nothing can be continued', () => {
  const log = createResendLog();
  view(log, 1, 0);
  view(log, 1, 1);
  log.clear();
  expect(log.after({ stream: 1, number: 0 })).toBeUndefined();
});
