import { FrameFlag, FrameKind, PROTOCOL_VERSION, SDK_VERSION, writeFrame } from '@sightline/protocol';
import type { Random } from '../../packages/testing/src/random.js';
import { breakBytes, breakOne } from './break-value.js';
import type { Role, Seat } from './target.js';

/** What goes out on a socket: text, or bytes as a frame. */
export type SocketInput = string | Uint8Array;

export const helloOf = (seat: { sessionId: string; key: string }): Record<string, unknown> => ({
  t: 'hello',
  v: PROTOCOL_VERSION,
  sdk: SDK_VERSION,
  sessionId: seat.sessionId,
  key: seat.key,
});

/** Honest messages; `end` and `leave` last, because they are the end of it. */
const MESSAGES: Record<string, unknown>[] = [
  { t: 'pause' },
  { t: 'resume' },
  { t: 'covered' },
  { t: 'rules', given: { maskType: 'all', maskCssSelectors: '.a', maskPatterns: ['card'] } },
  { t: 'preview', on: true },
  { t: 'respond_agent', userId: 'agent', allow: true },
  { t: 'remove_agent', userId: 'nobody' },
  { t: 'ping', n: 1 },
  { t: 'pong', n: 1 },
  { t: 'forget' },
  { t: 'resync', reason: 'broken' },
  { t: 'assets', items: [{ n: 1 }, { n: 2, url: 'http://127.0.0.1:1/a.png' }, { n: 3, url: 'javascript:1' }] },
  { t: 'asset_missing', n: 1 },
  { t: 'focus', focused: true },
  { t: 'hello', v: 1, sdk: '3.11.0', sessionId: 'a', key: 'b' },
  { t: 'welcome' },
  { t: 'end' },
  { t: 'leave' },
];

function frame(role: Role, random: Random): Uint8Array {
  const fitting = role === 'agent' && random.chance(0.8) ? [FrameKind.Pointer] : [FrameKind.View, FrameKind.Pointer, FrameKind.Asset];
  const kind = random.pick(fitting);
  const flags = random.pick([0, 0, FrameFlag.Key, FrameFlag.Key | FrameFlag.KeyEnd, 255]);
  const header = { kind, flags, stream: random.pick([0, 1, 2, 3, 2 ** 32 - 1]), number: random.pick([0, 1, 2, 7, 2 ** 32 - 1]) };
  const length = random.pick([0, 1, 20, 64, 65, 400, 5_000]);
  return writeFrame(header, Buffer.from(Array.from({ length }, () => random.int(256))));
}

/** What one who has entered may send, broken every fourth time. */
export function liveInput(role: Role, random: Random): SocketInput {
  const kind = random.int(12);
  if (kind < 2) return JSON.stringify(breakOne(random.pick(MESSAGES.slice(0, -2)), random));
  if (kind < 6) return JSON.stringify(random.pick(MESSAGES.slice(0, random.chance(0.05) ? undefined : -4)));
  if (kind < 10) return frame(role, random);
  if (kind < 11) return breakBytes(frame(role, random), random);
  return breakBytes(Buffer.from(JSON.stringify(random.pick(MESSAGES))), random).toString(random.pick(['utf8', 'latin1']));
}

/** What one says who has not entered. */
export function firstInput(role: Role, seat: Seat, random: Random): SocketInput {
  const hello = helloOf(seat);
  switch (random.int(8)) {
    case 0:
      return JSON.stringify(random.pick(MESSAGES));
    case 1:
      return frame(role, random);
    case 2:
      return breakBytes(Buffer.from(JSON.stringify(hello)), random).toString('latin1');
    case 3:
      return random.pick(['', '{', '[]', 'null', '"hello"', '{"t":"hello"}', '{"t":"t"}', 'x'.repeat(70_000), '[['.repeat(2_000)]);
    case 4:
      return JSON.stringify({ ...hello, key: 'AAAAAAAAAAAAAAAAAAAAAA' });
    case 5:
      return JSON.stringify({
        ...hello,
        ...random.pick([{ v: 99 }, { sdk: '1.0.0' }, { sessionId: role }, { position: { stream: 9, number: 2 ** 32 - 1 } }]),
      });
    default:
      return JSON.stringify(breakOne({ ...hello, position: { stream: 1, number: 1 }, url: 'https://shop.example/' }, random));
  }
}
