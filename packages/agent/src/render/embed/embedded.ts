import { FrameFlag, LIMITS, MalformedFrame } from '@sightline/protocol';
import type { Frame } from '../frame.js';
import type { Scene } from '../scene.js';
import { OutOfSync, WrongMode } from '../scene-errors.js';
import type { Shared } from './embeds.js';
import { createNest, empty } from './nest.js';
import { showPlaceholder } from './placeholder.js';

/** Milliseconds without checksums after one differed, as for a page's own stream. */
const TRUST_MS = 60_000;
/** Times a document is asked for again within `TRUST_MS`; one that is always broken stays as it is. */
const PATIENCE = 4;

export interface EmbeddedOptions {
  /** A mirrored `iframe` that was just made. */
  element: HTMLIFrameElement;
  /** Iiframes around the document in it. */
  level: number;
  shared: Shared;
}

/** The mirror of the document in one iframe: a scene of its own, or a note that there is none. */
export interface Embedded {
  /** One frame of its stream, in order. A malformed one is this document's fault only. */
  apply(flags: number, body: Uint8Array): Generator<void>;
  unshared(host: string): void;
  settle(): void;
  readonly scene: Scene | undefined;
  stop(): void;
}

interface Body {
  flags: number;
  body: Uint8Array;
}

export function createEmbedded({ element, level, shared }: EmbeddedOptions): Embedded {
  const { outer } = shared;
  let scene: Scene | undefined;
  let host = '';
  /** A keyframe that is not shown yet, with what came after it. */
  let waiting: { bodies: Body[]; bytes: number; whole: boolean; turned: boolean } | undefined;
  let broken = false;
  let trustUntil = 0;
  let asked: number[] = [];

  const fault = (reason: string): void => {
    if (broken) return;
    broken = true;
    const now = performance.now();
    asked = asked.filter((time) => now - time < TRUST_MS);
    if (asked.length >= PATIENCE) return unshare();
    asked.push(now);
    shared.renew([], reason);
  };
  const drop = (): void => {
    scene?.stop();
    scene = undefined;
  };
  const unshare = (): void => {
    drop();
    waiting = undefined;
    broken = true;
    if (nest.frame) showPlaceholder(nest.frame, shared.unshared(host));
  };
  const play = function* (into: Scene, body: Uint8Array): Generator<void, boolean> {
    try {
      yield* into.apply(body);
      return true;
    } catch (error) {
      if (error instanceof WrongMode && waiting && !waiting.turned) {
        waiting.turned = true;
        nest.mode(error.quirks);
      } else {
        if (error instanceof OutOfSync) trustUntil = performance.now() + TRUST_MS;
        waiting = undefined;
        fault(error instanceof MalformedFrame ? error.message : 'render');
      }
      return false;
    }
  };
  /** Shows the keyframe that is complete, in the document that is there. */
  const show = (frame: Frame): void => {
    if (!waiting?.whole) return;
    const { bodies } = waiting;
    drop();
    empty(frame);
    const next = shared.createScene({ frame, shared, level, verify: performance.now() >= trustUntil });
    for (const { body } of bodies) {
      // The document is there only now, and may be gone at the next look: in one go.
      const work = play(next, body);
      let step = work.next();
      while (!step.done) step = work.next();
      if (step.value) continue;
      next.stop();
      return;
    }
    waiting = undefined;
    scene = next;
  };
  const nest = createNest({
    element,
    assetBase: shared.assetBase,
    direct: shared.direct,
    outer,
    onFresh(frame) {
      if (waiting?.whole) return show(frame);
      empty(frame);
      // It was moved with what it showed; moved on her page, its document is told anew without being asked for.
      if (scene) {
        drop();
        fault('frame moved');
      }
      showPlaceholder(frame, shared.unshared(host));
    },
  });

  return {
    *apply(flags, body) {
      if (flags & FrameFlag.Key) {
        waiting = { bodies: [], bytes: 0, whole: false, turned: false };
        broken = false;
      } else if (broken) return;
      if (!waiting) {
        if (scene && nest.check()) yield* play(scene, body);
        else fault('no keyframe');
        return;
      }
      // The bytes are the surrounding frame's own.
      waiting.bodies.push({ flags, body: body.slice() });
      waiting.bytes += body.length;
      if (waiting.bytes > LIMITS.logBytes) {
        waiting = undefined;
        fault('frame too large');
        return;
      }
      if (flags & FrameFlag.KeyEnd) waiting.whole = true;
      if (waiting.whole && nest.check() && waiting && nest.frame) show(nest.frame);
    },
    unshared(from) {
      host = from.slice(0, 253);
      unshare();
    },
    settle: () => void nest.check(),
    get scene() {
      return scene;
    },
    stop() {
      drop();
      nest.stop();
      waiting = undefined;
      broken = true;
    },
  };
}
