import { type Link, quietly } from '@sightline/link';
import { type AccountPolicy, FrameKind, LIMITS } from '@sightline/protocol';
import type { Capture } from '../live.js';
import type { LoadPart, Parts } from '../parts/parts.js';
import { compilePolicy, type MaskSettings, type Policy } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import type { LiveModule } from './live-module.js';

export interface SharingOptions {
  live: LiveModule;
  loadPart: LoadPart;
  link: Link;
  document: Document;
  secrets: Secrets;
  /** Whose iframes may be joined by the SDK in them. */
  frameOrigins: readonly string[];
  /** The page's and the account's, as they are when a capture begins. */
  rules: { readonly masks: MaskSettings; readonly account?: AccountPolicy | undefined };
  /** The highest stream number the session has seen. */
  lastStream: number;
  own(node: Node): boolean;
  /** `phase` is another one: told before a capture begins or stops, after one idles. */
  changed(): void;
  /** The rules cannot be evaluated or the capture failed; nothing is shared any more. */
  fault(error: unknown): void;
}

/** What of the page goes out while the session is live: the capture, and when it may run. */
export interface Sharing {
  /** The service wants a keyframe. Not heard while closed: it may have been under way when the customer paused. */
  open(): void;
  /** Nobody watches; not heard while closed. */
  idle(): void;
  /** Ends `closed`. */
  reopen(): void;
  supply(n: number): void;
  /** The service wants the document in an iframe anew. */
  renew(path: readonly number[]): void;
  /** The link takes frames again. */
  wake(): void;
  /** Frames are lost: what was captured cannot be continued. `holds`: the service still shows the old view. */
  restart(holds: boolean): void;
  /** Another tab or page of this session has used stream numbers up to this one. */
  passed(stream: number): void;
  /** The rules are others: the service forgets what it has, a new view follows. */
  mask(): void;
  /** `closed`: nothing is read or sent before `reopen`. */
  readonly phase: 'idle' | 'watched' | 'closed';
  /** What runs now, for a preview of it. */
  readonly capture: Capture | undefined;
  /** Nothing of the page is read or sent until `reopen`. */
  stop(): void;
}

export function createSharing(o: SharingOptions): Sharing {
  const { link, live, rules } = o;
  let stream = o.lastStream;
  let capture: Capture | undefined;
  let texts: Parts['texts'] | undefined;
  /** Watched: the capture runs, or would if it had not to be made anew. */
  let phase: Sharing['phase'] = 'idle';

  const stop = (): void => {
    const running = capture;
    capture = undefined;
    running?.stop();
  };
  const enter = (next: Sharing['phase']): void => {
    phase = next;
    o.changed();
  };
  const fail = (error: unknown): void => {
    enter('closed');
    stop();
    o.fault(error);
  };
  const forget = (): void => link.send({ t: 'forget' });
  const begin = (policy: Policy): Capture =>
    live.startCapture({
      ...o,
      policy,
      texts,
      frames: { origins: o.frameOrigins, masks: rules.masks, account: rules.account },
      emit: ({ stream: of, number, flags, body }) => link.sendFrame({ kind: FrameKind.View, flags, stream: of, number }, body),
      ready: () => link.ready(),
      pointer: (body) => link.sendFleeting({ kind: FrameKind.Pointer, flags: 0, stream, number: 0 }, body),
      assets: (items) => announce(link, items),
      asset: (n, mime, bytes) => link.sendFrame({ kind: FrameKind.Asset, flags: 0, stream, number: n }, assetBody(mime, bytes)),
      assetMissing: (n) => link.send({ t: 'asset_missing', n }),
      forget: () => {
        forget();
        capture?.open(++stream);
      },
      fault: fail,
    });
  const loadTexts = (): void =>
    void quietly(async () => {
      texts = await o.loadPart('texts');
      if (phase === 'watched' && !capture) open();
    }, fail);
  const open = (): void => {
    if (phase === 'closed') return;
    enter('watched');
    try {
      if (!capture) {
        const compiled = compilePolicy(rules.masks, rules.account);
        if (!compiled.ok) throw new Error(`mask rule cannot be evaluated: ${compiled.field}`);
        // Nothing is shared before the rules can be kept.
        if (compiled.policy.needsTexts && !texts) return loadTexts();
        capture = begin(compiled.policy);
      }
      capture.open(++stream);
    } catch (error) {
      fail(error);
    }
  };

  return {
    open,
    idle() {
      if (phase === 'closed') return;
      capture?.idle();
      enter('idle');
    },
    reopen: () => enter('idle'),
    supply: (n) => {
      if (capture) capture.supplyAsset(n);
      else link.send({ t: 'asset_missing', n });
    },
    renew: (path) => capture?.renew(path),
    wake: () => capture?.wake(),
    restart(holds) {
      // A `forget` may be among what is lost; and the service may not know the assets: only a new capture names them again.
      if (holds) forget();
      const again = holds && phase === 'watched' && capture !== undefined;
      stop();
      if (again) open();
    },
    passed(other) {
      stream = Math.max(stream, other);
    },
    mask() {
      stop();
      if (phase === 'closed') return;
      // What was named before and may be sent again is of the rules before, too, watched or not.
      forget();
      if (phase === 'watched') open();
    },
    get phase() {
      return phase;
    },
    get capture() {
      return capture;
    },
    stop() {
      enter('closed');
      stop();
      link.dropFrames();
    },
  };
}

/** Sends announcements in messages of a size the service takes. */
function announce(link: Link, items: { n: number; url?: string }[]): void {
  let batch: { n: number; url?: string }[] = [];
  let weight = 0;
  const flush = (): void => {
    if (batch.length > 0) link.send({ t: 'assets', items: batch });
    batch = [];
    weight = 0;
  };
  for (const item of items) {
    // The service fetches no longer address; the page's browser supplies such an asset.
    const one = item.url !== undefined && item.url.length > 4_096 ? { n: item.n } : item;
    const size = 40 + 3 * (one.url?.length ?? 0);
    if (batch.length >= 500 || weight + size > LIMITS.messageBytes / 2) flush();
    batch.push(one);
    weight += size;
  }
  flush();
}

/** u8 length of the type · the type in ASCII · the bytes. */
function assetBody(mime: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const type = mime.slice(0, 127);
  const body = new Uint8Array(1 + type.length + bytes.length);
  body[0] = type.length;
  for (let i = 0; i < type.length; i++) body[i + 1] = type.charCodeAt(i) & 127;
  body.set(bytes, 1 + type.length);
  return body;
}
