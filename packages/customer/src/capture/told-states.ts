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

/** Milliseconds a browser has to open a list or a picker, and between two looks at one that is open. */
const OPENS_MS = 80;

/** Tells which elements are in these states. */
export interface ToldStates {
  /** A key or a press: no event tells of what the browser opens after it, nor that it is closed. */
  used(): void;
  write(stream: Stream): void;
  /** A new stream knows nothing. */
  reset(): void;
}

/** `wake`: something is to be told. */
export function createToldStates({ document, natives, wake }: { document: Document; natives: Natives; wake(): void }): ToldStates {
  const { matches, querySelectorAll, shadowRoot } = natives;
  let told = '';
  /** A list or a picker was open when states were told last. */
  let open = false;
  let timer: number | undefined;
  /** Of what has the keys: of a date with its picker open that is inside it, and the date itself is not in `:focus`. */
  const isOpen = (): boolean => {
    let at: Element | null = null;
    for (let inner = document.activeElement; inner; inner = shadowRoot.call(at)?.activeElement ?? null) at = inner;
    return at !== null && matches.call(at, is(':open'));
  };
  const used = (): void => {
    natives.clearTimeout(timer);
    timer = natives.setTimeout(() => (open || isOpen()) && wake(), OPENS_MS);
  };
  return {
    used,
    /** Nothing is said of a masked element; what contains one has its own state. */
    write({ roots, nodes, boxes, writer }) {
      open = isOpen();
      // While a stream is there it is looked at again until it is closed.
      if (open) used();
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
