import { type AddressRules, publicAddress } from '../privacy/address.js';

const CACHE = 4096;

/** Resolves addresses against the document's base; remembers what it resolved. */
export interface Links {
  /** Reads the document's base anew; once a flush. */
  refresh(): void;
  base(): string;
  /** '' where the text is no address. */
  absolute(value: string): string;
  /** What leaves of a link: origin and path, `#` where it leads anywhere else than http(s). */
  publicLink(value: string): string;
}

export function createLinks(document: Document, rules: AddressRules): Links {
  let base = '';
  const resolved = new Map<string, string>();
  const shown = new Map<string, string>();
  const remembered = (known: Map<string, string>, value: string, make: () => string): string => {
    let made = known.get(value);
    if (made === undefined) {
      made = make();
      if (known.size >= CACHE) known.clear();
      if (value.length < 2048) known.set(value, made);
    }
    return made;
  };
  return {
    refresh() {
      const now = document.baseURI;
      if (now === base) return;
      base = now;
      resolved.clear();
      shown.clear();
    },
    base: () => base,
    absolute: (value) =>
      remembered(resolved, value, () => {
        try {
          return new URL(value, base).href;
        } catch {
          return '';
        }
      }),
    publicLink: (value) => remembered(shown, value, () => publicAddress(value, { ...rules, base }) || '#'),
  };
}
