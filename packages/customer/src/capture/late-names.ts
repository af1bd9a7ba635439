import { COMMON_NAMES, MATHML_NS, type NameLists, SVG_NS } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';
import { once } from './once.js';

/** The names that may leave: with those few pages have (`rare-lists.ts`) from when a page turns out to have them. */
export interface LateNames {
  readonly now: NameLists;
  /** The page has such elements. */
  load(): void;
  /** An element that `now` does not know was told as one that may not stand in a mirror. */
  missed(namespace: string | null, localName: string): void;
}

/** `came`: something was told without them until now. A page whose part does not come keeps the elements' places. */
export function createLateNames(loadPart: LoadPart, came: () => void): LateNames {
  let now = COMMON_NAMES;
  let told = false;
  const load = once(async () => {
    now = (await loadPart('names')).withRareNames(now);
    if (told) came();
  });
  return {
    get now() {
      return now;
    },
    load,
    missed(namespace, localName) {
      if (namespace !== MATHML_NS && !(namespace === SVG_NS && /^(?:fe|marker|pattern|textPath)/.test(localName))) return;
      told = true;
      load();
    },
  };
}
