import { LIMITS } from '@sightline/protocol';
import { nextTask } from './next-task.js';

/** One frame of a stream. */
export interface Body {
  flags: number;
  body: Uint8Array;
}

export interface FrameQueueOptions {
  /** Begins the next frame; undefined where it has to wait for something else. `take` gives it, and has to be called then. */
  begin(take: () => Body): Generator<void> | undefined;
  /** Goes on after a pause. */
  rested(): void;
  /** More waits than may. */
  full(): void;
  /** It has not kept up for a while, or it has caught up. */
  onBehind(behind: boolean): void;
  now(): number;
}

/**
 * Frames that wait to be applied, in order, one after the other. What takes long is done in pieces, between which the page around
 * answers its user.
 */
export interface FrameQueue {
  push(body: Body): void;
  /** Puts bodies before all others: they are applied again. */
  unshift(bodies: readonly Body[]): void;
  /** Goes on, where what it waited for is there. */
  pump(): void;
  /** Drops all that waits, and the rest of what is being applied. */
  clear(): void;
  readonly busy: boolean;
  stop(): void;
}

/** Milliseconds without having caught up that an agent is told of. */
const BEHIND_MS = 1_000;

export function createFrameQueue(o: FrameQueueOptions): FrameQueue {
  let waiting: Body[] = [];
  let bytes = 0;
  let running: Generator<void> | undefined;
  let pumping = false;
  /** A task of our own goes on with it. */
  let paused = false;
  let stopped = false;
  let since: number | undefined;
  let behind = false;

  const tell = (now: boolean): void => {
    if (now === behind) return;
    behind = now;
    o.onBehind(now);
  };
  const take = (): Body => {
    const next = waiting.shift() as Body;
    bytes -= next.body.length;
    return next;
  };
  /** Applies what there is until it is time for a pause, or nothing is left. */
  const work = (): 'idle' | 'paused' => {
    for (;;) {
      running ??= waiting.length > 0 ? o.begin(take) : undefined;
      if (!running) return 'idle';
      const mine = running;
      const { done } = mine.next();
      // It was cleared by what it did.
      if (running !== mine) continue;
      if (!done) return 'paused';
      running = undefined;
    }
  };
  const pump = (): void => {
    if (pumping || paused || stopped) return;
    pumping = true;
    const result = work();
    pumping = false;
    if (result === 'idle') {
      since = undefined;
      return tell(false);
    }
    since ??= o.now();
    if (o.now() - since > BEHIND_MS) tell(true);
    paused = true;
    void nextTask().then(() => {
      paused = false;
      o.rested();
      pump();
    });
  };
  return {
    push(body) {
      // Each comes in a task of its own.
      if (!paused && !pumping && waiting.length === 0) o.rested();
      waiting.push(body);
      bytes += body.body.length;
      if (bytes > LIMITS.logBytes) return o.full();
      pump();
    },
    unshift(bodies) {
      waiting = [...bodies, ...waiting];
      for (const { body } of bodies) bytes += body.length;
    },
    pump,
    clear() {
      waiting = [];
      bytes = 0;
      running = undefined;
    },
    get busy() {
      return paused || running !== undefined || waiting.length > 0;
    },
    stop() {
      stopped = true;
      waiting = [];
      running = undefined;
    },
  };
}
