import { type AddressRules, publicAddress } from '../privacy/address.js';

const CACHE = 4096;

/** Resolves addresses against the document's base; remembers what it resolved. */
export interface Links {
  /** Reads the document's base anew; once a flush. */
  refresh(): void;
  /**
   * What stands for an address in an attribute or `url()`: `#id` for a place in this very document, '' where the text is no address, else
   * what `name` says of the absolute one. `sheet`: the one it stands in, which may be from elsewhere.
   */
  stands(value: string, name: (absolute: string) => string, sheet?: CSSStyleSheet | null): string;
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
  const resolve = (value: string, from: string): string => {
    try {
      return new URL(value, from).href;
    } catch {
      return '';
    }
  };
  return {
    refresh() {
      const now = document.baseURI;
      if (now === base) return;
      base = now;
      resolved.clear();
      shown.clear();
    },
    stands(value, name, sheet) {
      const absolute = sheet?.href ? resolve(value, sheet.href) : remembered(resolved, value, () => resolve(value, base));
      const own = document.URL.replace(/#.*/s, '');
      return absolute.startsWith(`${own}#`) ? absolute.slice(own.length) : absolute && name(absolute);
    },
    publicLink: (value) => remembered(shown, value, () => publicAddress(value, { ...rules, base }) || '#'),
  };
}
