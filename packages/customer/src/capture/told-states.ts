import { toJson } from '@sightline/link';
import { Op } from '@sightline/protocol';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';

/**
 * What a mirror is not in by itself, since nobody acts in it and no script of the page's runs there. Of `:invalid` only what follows
 * from no attribute and no value.
 */
const TOLD = ':invalid :user-valid :user-invalid :target :autofill :open [is]:not(:defined)'.split(' ');

/** In `:is()` a browser leaves out what it does not know, instead of refusing all. */
const is = (selector: string): string => `:is(${selector})`;

/** Tells which elements are in these states. */
export interface ToldStates {
  write(stream: Stream): void;
  /** A new stream knows nothing. */
  reset(): void;
}

export function createToldStates(natives: Natives): ToldStates {
  const { matches, querySelectorAll } = natives;
  let told = '';
  return {
    /** Nothing is said of a masked element; what contains one has its own state. */
    write({ roots, nodes, boxes, writer }) {
      const states: Record<string, number[]> = {};
      for (const root of roots.values()) {
        const all: NodeListOf<Element> = querySelectorAll(root, is(TOLD.join()));
        for (let i = 0; i < all.length; i++) {
          const element = all[i] as HTMLInputElement;
          const id = nodes.ids.get(element);
          if (id === undefined || boxes.has(id)) continue;
          const { customError, badInput, tooShort, tooLong }: Partial<ValidityState> = element.validity ?? {};
          const own = customError || badInput || tooShort || tooLong;
          for (const state of TOLD) if (matches.call(element, is(state)) && (own || state !== ':invalid')) (states[state] ??= []).push(id);
        }
      }
      const now = toJson({ states });
      if (now === told) return;
      told = now;
      writer.u8(Op.Meta);
      writer.string(now);
    },
    reset() {
      told = '';
    },
  };
}
