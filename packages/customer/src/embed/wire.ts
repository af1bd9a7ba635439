import { type AccountPolicy, LIMITS, PROTOCOL_VERSION } from '@sightline/protocol';
import type { MaskSettings } from '../privacy/policy.js';

/** The one message a page posts to a window: to an iframe of an origin on its list, with a port. */
export interface Hello {
  sightline: 'frame';
  v: number;
}

export const HELLO: Hello = { sightline: 'frame', v: PROTOCOL_VERSION };

/** Whether data a window was posted is a hello of this version. */
export const isHello = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && (data as Hello).sightline === 'frame' && (data as Hello).v === PROTOCOL_VERSION;

/** From a page to the SDK in one of its iframes, over the port. */
export type ToFrame =
  /**
   * Start a stream, number `turn`: the page's rules, which are added to the iframe's own; the run of asset numbers it may name
   * (`first`, `size`); the levels of iframes around it.
   */
  | { t: 'open'; turn: number; masks: MaskSettings; account: AccountPolicy | undefined; first: number; size: number; level: number }
  /** `n` more frames were passed on. */
  | { t: 'passed'; n: number }
  | { t: 'renew'; path: number[] }
  | { t: 'asset'; n: number }
  | { t: 'idle' }
  /** It is over: nothing of it stays. The port is closed. */
  | { t: 'stop' };

/** From the SDK in an iframe to the page around it. */
export type FromFrame =
  | { t: 'here' }
  | { t: 'frame'; turn: number; flags: number; body: Uint8Array<ArrayBuffer> }
  | { t: 'pointer'; turn: number; body: Uint8Array<ArrayBuffer> }
  | { t: 'assets'; items: { n: number; url?: string }[] }
  | { t: 'bytes'; n: number; mime: string; bytes: Uint8Array<ArrayBuffer> }
  | { t: 'missing'; n: number }
  /** Something in it became more private. */
  | { t: 'forget' }
  /** Its rules cannot be kept, or its capture failed: nothing of it comes any more. */
  | { t: 'failed' };

/** Frames an iframe may send before the first of them was passed on. */
export const FRAMES_AHEAD = 16;

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
const isBytes = (value: unknown, most: number): boolean => ArrayBuffer.isView(value) && value.byteLength <= most;
const isItem = (item: unknown): boolean => {
  if (typeof item !== 'object' || item === null) return false;
  const { n, url } = item as { n: unknown; url: unknown };
  return isNumber(n) && (url === undefined || (typeof url === 'string' && url.length <= 4096 && /^https?:/i.test(url)));
};

/** What an iframe sent, if it is well-formed and within bounds; its bytes are for the renderer to judge. */
export function readFromFrame(data: unknown): FromFrame | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const message = data as { [key: string]: unknown };
  const good = (): boolean => {
    switch (message.t) {
      case 'here':
      case 'forget':
      case 'failed':
        return true;
      case 'frame':
        return isNumber(message.turn) && isNumber(message.flags) && message.flags < 4 && isBytes(message.body, LIMITS.frameBytes / 2);
      case 'pointer':
        return isNumber(message.turn) && isBytes(message.body, 40);
      case 'assets':
        return Array.isArray(message.items) && message.items.length <= 500 && message.items.every(isItem);
      case 'bytes':
        return (
          isNumber(message.n) && typeof message.mime === 'string' && message.mime.length <= 100 && isBytes(message.bytes, LIMITS.assetBytes)
        );
      case 'missing':
        return isNumber(message.n);
      default:
        return false;
    }
  };
  return good() ? (data as FromFrame) : undefined;
}
