import { type FrameHeader, FrameKind, SeatFlag, writeFrame } from '@sightline/protocol';
import type { MemoryShare } from '../live/memory-budget.js';
import { type Bucket, createBucket } from '../socket/rate.js';
import { createFrameLog, type Position } from './frame-log.js';
import type { Peer } from './peer.js';

export interface RelayOptions {
  bound: { bytes: number; frames: number };
  /** Room for what is kept. */
  share: Pick<MemoryShare, 'take' | 'give'>;
  /** The highest stream the session has seen. */
  above: number;
  /** Least milliseconds between two keyframes asked for. */
  askMs: number;
  now(): number;
  /** A stream was opened. */
  opened(stream: number): void;
}

/** Documents in iframes asked for again in one `askMs`; above it the page itself is. */
const FRAMES_AT_ONCE = 16;
/** Of one agent's pointer. */
const POINTERS = { burst: 400, perSecond: 200 };

/** The view's way from the customer to those who watch (design §1), by headers only. */
export interface Relay {
  watch(peer: Peer, seat: number, position: Position | undefined): void;
  unwatch(peer: Peer): void;
  /** The customer sees what agents get, or no more; she counts as none of them. */
  preview(on: boolean): void;
  /** How many agents' seats are held; at 0 capturing stops and nothing is kept. */
  watchers(present: number): void;
  /** The customer's connection; `position` where its page is capturing already. */
  capture(peer: Peer, position: Position | undefined): void;
  uncapture(peer: Peer): void;
  pause(): void;
  resume(): void;
  forget(): void;
  /** Nothing of the customer's page passes, nor is anything kept of it, until it passes again; agents are told to forget. */
  withhold(on: boolean): void;
  readonly withheld: boolean;
  /** An agent's mirror is broken; `frame`: only that of a document in an iframe. */
  resync(frame?: number[]): void;
  /** A view or pointer frame; false where its sender may not send it. */
  frame(from: Peer, header: FrameHeader, bytes: Uint8Array, body: number): boolean;
  /** From the pause on until everybody who is told of it has been told that sharing goes on. */
  readonly paused: boolean;
  /** The customer's connection, and those of everybody who may see the page now. */
  readonly customer: Peer | undefined;
  seeing(): Peer[];
  /** Lets go of what is kept; whoever watches next is worth a keyframe. */
  release(): void;
  readonly received: Position | undefined;
  stop(): void;
}

interface Watcher {
  peer: Peer;
  seat: number;
  /** Places of the pointer that pass. */
  pointers: Bucket;
  /** Has a keyframe of the present stream, so that what follows makes sense to it. */
  synced: boolean;
}

export function createRelay(options: RelayOptions): Relay {
  const log = createFrameLog({ ...options.bound, above: options.above, share: options.share });
  const watchers = new Map<Peer, Watcher>();
  let customer: Peer | undefined;
  let present = 0;
  let paused = false;
  let withheld = false;
  /** A keyframe was asked for and has not begun yet. */
  let asked = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | undefined;
  let frames = { since: Number.NEGATIVE_INFINITY, asked: 0 };

  function ask(): void {
    asked = true;
    clearTimeout(later);
    later = undefined;
    askedAt = options.now();
    customer?.send({ t: 'keyframe' });
  }

  /** What peers can bring about as often as they like costs the page one keyframe in `askMs`. */
  function askSeldom(): void {
    asked = true;
    const wait = askedAt + options.askMs - options.now();
    if (wait <= 0) ask();
    else
      later ??= setTimeout(() => {
        later = undefined;
        if (asked) ask();
      }, wait);
  }

  /** A whole keyframe that was asked for brings its frames along. */
  function askFrame(peer: Peer, frame: number[]): void {
    if (asked || !log.held) return;
    if (options.now() - frames.since > options.askMs) frames = { since: options.now(), asked: 0 };
    if (++frames.asked > FRAMES_AT_ONCE) askSeldom();
    else peer.send({ t: 'keyframe', frame });
  }

  /** The one rule: whoever watches, where nothing is held for him, is worth a keyframe. */
  function need(): void {
    if (customer && present > 0 && !paused && !log.held && !asked) ask();
  }

  function drop(): void {
    log.drop();
    for (const watcher of watchers.values()) {
      watcher.synced = false;
      watcher.peer.dropFrames();
    }
  }

  function forward(bytes: Uint8Array): void {
    for (const watcher of watchers.values()) if (watcher.synced) watcher.peer.frame(bytes);
  }

  function view(header: FrameHeader, bytes: Uint8Array): void {
    if (paused || withheld || present === 0) return;
    const verdict = log.push(header, bytes);
    switch (verdict.do) {
      case 'forward':
      case 'forward_cut':
        if (verdict.opened) {
          asked = false;
          options.opened(header.stream);
          for (const watcher of watchers.values()) {
            watcher.synced = true;
            watcher.peer.dropFrames();
          }
        }
        forward(bytes);
        if (verdict.do === 'forward_cut' && verdict.again) askSeldom();
        return;
      case 'gap':
        log.drop();
        for (const watcher of watchers.values()) watcher.synced = false;
        if (!asked) askSeldom();
        return;
      case 'ignore':
        return;
      default:
        verdict satisfies never;
    }
  }

  function pointer(from: Peer, header: FrameHeader, bytes: Uint8Array, body: number): void {
    if (paused || (withheld && from === customer)) return;
    const watcher = from === customer ? undefined : watchers.get(from);
    // Of an agent who sees nothing yet it would look like the customer's.
    if (!watcher && from !== customer) return;
    const out = watcher ? writeFrame({ ...header, flags: SeatFlag.Agent, stream: watcher.seat }, bytes.subarray(body)) : bytes;
    // Old news in a moment: more of it than a screen shows is dropped.
    if (watcher && !watcher.pointers.take(options.now())) return;
    if (watcher) customer?.pointer(out);
    for (const other of watchers.values()) if (other.peer !== from && other.peer !== customer && other.synced) other.peer.pointer(out);
  }

  function forget(): void {
    drop();
    // A page that is shown opens the next stream by itself.
    asked = present > 0 && !paused;
    for (const { peer } of watchers.values()) peer.send({ t: 'forget' });
  }

  function watch(peer: Peer, seat: number, position: Position | undefined): void {
    const frames = log.since(position);
    watchers.set(peer, { peer, seat, pointers: createBucket(POINTERS.burst, POINTERS.perSecond), synced: frames !== undefined });
    if (frames) peer.replay(frames);
    else need();
  }

  return {
    watch,
    preview(on) {
      if (!customer) return;
      // However often she asks, one replay waits for her.
      if (watchers.delete(customer)) customer.dropFrames();
      if (on) watch(customer, 0, undefined);
    },
    unwatch(peer) {
      // What waits for a slow reader is not sent any more either.
      if (watchers.delete(peer)) peer.dropFrames();
    },
    watchers(count) {
      const before = present;
      present = count;
      if (count === 0 && before > 0) {
        drop();
        asked = false;
        customer?.send({ t: 'idle' });
      }
      need();
    },
    capture(peer, position) {
      customer = peer;
      // Asked of her before, or by an agent while she was away, and not begun: what is held does not serve him.
      const open = asked;
      asked = false;
      if (!position) log.drop();
      else if (present === 0) peer.send({ t: 'idle' });
      else if (open && !paused) ask();
      need();
    },
    uncapture(peer) {
      watchers.delete(peer);
      if (customer === peer) customer = undefined;
    },
    pause() {
      paused = true;
      asked = false;
      drop();
    },
    resume() {
      paused = false;
      need();
    },
    forget,
    withhold(on) {
      if (on && !withheld) forget();
      withheld = on;
    },
    get withheld() {
      return withheld;
    },
    resync(frame) {
      if (present === 0 || paused) return;
      if (customer && frame) askFrame(customer, frame);
      else if (customer) askSeldom();
      else asked = true;
    },
    frame(from, header, bytes, body) {
      switch (header.kind) {
        case FrameKind.View:
          if (from !== customer) return false;
          view(header, bytes);
          return true;
        case FrameKind.Pointer:
          // Whose pointer it is the service says; to everybody else a customer's has no flag.
          if (bytes.byteLength - body > 64 || (from === customer && header.flags !== 0)) return false;
          pointer(from, header, bytes, body);
          return true;
        case FrameKind.Asset:
          return from === customer;
        case FrameKind.Drawing:
        case FrameKind.Act:
        case FrameKind.Draft:
          // Not the view's.
          return false;
        default:
          return header.kind satisfies never;
      }
    },
    get received() {
      return log.position;
    },
    get paused() {
      return paused;
    },
    get customer() {
      return customer;
    },
    seeing() {
      if (paused) return [];
      const agents = [...watchers.keys()].filter((peer) => peer !== customer);
      return customer ? [customer, ...agents] : agents;
    },
    release: drop,
    stop() {
      clearTimeout(later);
      log.drop();
      watchers.clear();
      customer = undefined;
    },
  };
}
