import { ACT_TYPES, type Act, type AssistType, type FrameHeader, FrameKind, LIMITS, typesOf, writeAct } from '@sightline/protocol';
import type { DeskLink } from '../viewer/desk.js';
import type { Position } from '../viewer/playback.js';

/** Acts a second, and in one burst; the service refuses what is above 200 and 400 (surface §8). */
const RATE = 180;
const BURST = 300;
/** Acts that wait for their turn. */
const QUEUE = 2_000;

/** What `send` made of an act. */
export type Sent = 'sent' | 'not_granted' | 'too_long' | 'too_fast';

/** Numbers acts and sends them in the order they are made, no faster than the service takes them. */
export interface ActSender {
  send(act: Act): Sent;
  /** Once a frame, and before anything else that is sent: what the newest of those with one `key` makes then. */
  sendInFrame(key: string, make: () => Act | undefined): void;
  /** The number of the last act. */
  readonly number: number;
  /** What waits is not sent any more. */
  clear(): void;
  stop(): void;
}

export interface ActSenderOptions {
  link: Pick<DeskLink, 'sendFleeting'>;
  realm: Pick<Window & typeof globalThis, 'requestAnimationFrame' | 'cancelAnimationFrame' | 'performance'>;
  /** The kinds that are granted now. */
  granted(): readonly AssistType[];
  /** What the mirror shows; nothing is aimed where it shows nothing. */
  position(): Position | undefined;
}

export function createActSender({ link, realm, granted, position }: ActSenderOptions): ActSender {
  let number = 0;
  let room = BURST;
  let filled = realm.performance.now();
  let frame: number | undefined;
  const inFrame = new Map<string, () => Act | undefined>();
  const queue: { header: FrameHeader; body: Uint8Array }[] = [];

  const turn = (): void => {
    frame ??= realm.requestAnimationFrame(run);
  };
  const drain = (): void => {
    const now = realm.performance.now();
    room = Math.min(BURST, room + ((now - filled) * RATE) / 1_000);
    filled = now;
    for (let next = queue[0]; next && room >= 1; next = queue[0]) {
      queue.shift();
      room--;
      link.sendFleeting(next.header, next.body);
    }
    if (queue.length > 0) turn();
  };
  const flush = (): void => {
    const makers = [...inFrame.values()];
    inFrame.clear();
    for (const make of makers) {
      const act = make();
      if (act) put(act);
    }
  };
  const run = (): void => {
    frame = undefined;
    flush();
    drain();
  };
  const put = (act: Act): Sent => {
    const held = granted();
    const at = position();
    const type = typesOf(act).find((one) => held.includes(one));
    if (!type || !at) return 'not_granted';
    const body = writeAct(at, act);
    if (body.length > LIMITS.actBytes - 16) return 'too_long';
    if (queue.length >= QUEUE) return 'too_fast';
    queue.push({ header: { kind: FrameKind.Act, flags: ACT_TYPES.indexOf(type), stream: 0, number: ++number }, body });
    return 'sent';
  };
  return {
    send(act) {
      flush();
      const sent = put(act);
      drain();
      return sent;
    },
    sendInFrame(key, make) {
      inFrame.delete(key);
      inFrame.set(key, make);
      turn();
    },
    get number() {
      return number;
    },
    clear() {
      inFrame.clear();
      queue.length = 0;
    },
    stop() {
      if (frame !== undefined) realm.cancelAnimationFrame(frame);
      frame = undefined;
      inFrame.clear();
      queue.length = 0;
    },
  };
}
