import { complain } from '@sightline/link';
import type { Natives } from './natives.js';

/** Streams begun anew without a wait. */
const AT_ONCE = 50;
const REST_MS = 5_000;

/**
 * What of the page cannot be followed. A page may put anything in the way of who looks at it: a tracker, a node or a sheet that throws
 * is left out from then on and named, to the developer in the console and to agents in `ViewMeta`. The stream it broke off is begun
 * anew without it, and all else goes on.
 */
export interface Lapses {
  /** What is being looked at: a node, a sheet, or the name of a tracker. Whoever looks says so first. */
  at: unknown;
  /** It is left out. */
  has(what: unknown): boolean;
  /** Whether a tracker is to be run, which is what is being looked at from now on. */
  runs(tracker: string): boolean;
  /** Leaves out what is being looked at, and begins a new stream. */
  add(error: unknown): void;
  /** What is left out, each kind once. */
  readonly names: readonly string[];
}

export interface LapsesOptions {
  natives: Natives;
  /** Ends the stream that is open. */
  end(): void;
  /** Asks for the next stream, if one is wanted and none is open. */
  begin(): void;
}

export function createLapses({ natives, end, begin }: LapsesOptions): Lapses {
  const names: string[] = [];
  const objects = new WeakSet<object>();
  let count = 0;
  const nameOf = (what: unknown): string => {
    if (typeof what === 'string') return what;
    objects.add(what as object);
    try {
      return `<${natives.localName.call(what as Element)}>`;
    } catch {
      return 'text';
    }
  };
  const lapses: Lapses = {
    at: '',
    names,
    has: (what) => names.length > 0 && (typeof what === 'string' ? names.includes(what) : objects.has(what as object)),
    runs: (tracker) => !lapses.has((lapses.at = tracker)),
    add(error) {
      end();
      const name = nameOf(lapses.at);
      if (!names.includes(name)) {
        names.push(name);
        complain(`not followed: ${name}.`, error);
      }
      natives.setTimeout(begin, ++count > AT_ONCE ? REST_MS : 0);
    },
  };
  return lapses;
}
