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
  let resolved = new Map<string, string>();
  let shown = new Map<string, string>();
  const absolute = (value: string): string => {
    let url = resolved.get(value);
    if (url === undefined) {
      try {
        url = new URL(value, base).href;
      } catch {
        url = '';
      }
      if (resolved.size >= CACHE) resolved = new Map();
      if (value.length < 2048) resolved.set(value, url);
    }
    return url;
  };
  return {
    refresh() {
      const now = document.baseURI;
      if (now === base) return;
      base = now;
      resolved = new Map();
      shown = new Map();
    },
    base: () => base,
    absolute,
    publicLink(value) {
      let link = shown.get(value);
      if (link === undefined) {
        link = publicAddress(value, { ...rules, base }) || '#';
        if (shown.size >= CACHE) shown = new Map();
        shown.set(value, link);
      }
      return link;
    },
  };
}
