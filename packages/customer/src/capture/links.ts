import type { Natives } from './natives.js';
import { type AddressRules, publicAddress } from '../privacy/address.js';

const CACHE = 4096;
const FOLDERS = 16;
const RELATIVE = /^(?!\/|[a-z][-+.\w]*:)/i;
const folderOf = (url: string): string | undefined => /^[^?#]*\//.exec(url)?.[0];

/**
 * Resolves addresses as the browser did: once, when their element or sheet came. After `history.pushState` to another folder the same words
 * mean something else, and what was there before still shows what it has loaded.
 */
export interface Links {
  /** Reads the document's base anew; once a flush. `opening`: what is told now may have been there for long. */
  refresh(opening: boolean): void;
  /**
   * What stands for an address in an attribute or `url()`: `#id` for a place in this very document, '' where the text is no address, else
   * what `name` says of the absolute one. `where`: the element, or the sheet, which may be from elsewhere.
   */
  stands(value: string, name: (absolute: string) => string, where: Element | CSSStyleSheet | null): string;
  /** What leaves of a link: origin and path, `#` where it leads anywhere else than http(s). */
  publicLink(value: string): string;
}

export function createLinks(document: Document, natives: Natives, rules: AddressRules): Links {
  const of: { baseURI: (this: Node) => string; URL: (this: Document) => string } = natives.take(document, 'baseURI URL');
  const { performance, navigation } = document.defaultView as Pick<Window, 'performance'> & Partial<Pick<Window, 'navigation'>>;
  const resolved = new Map<string, string>();
  const guessed = new Map<string, string>();
  const shown = new Map<string, string>();
  /** What relative addresses were when they were met first. */
  const met = new WeakMap<object, Map<string, string>>();
  /** What those of a sheet were read with; '' where nobody has seen that. */
  const bases = new WeakMap<CSSStyleSheet, string>();
  /** Where the page has been, newest first. */
  let folders: string[] = [];
  let base = '';
  let old: boolean | undefined;

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
  const note = (url: string): void => {
    const folder = folderOf(url);
    if (folder && folder !== folders[0]) folders = [folder, ...folders.filter((other) => other !== folder)].slice(0, FOLDERS);
  };
  const loaded = (address: string): boolean =>
    [address, address.replace(/#.*/s, '')].some((name) => performance.getEntriesByName(name, 'resource').length > 0);
  const now = (value: string): string => remembered(resolved, value, () => resolve(value, base));
  /** What the browser has loaded, where it has. */
  const guess = (value: string): string => {
    try {
      return [now(value), ...folders.map((folder) => resolve(value, folder))].find(loaded) ?? now(value);
    } catch {
      return now(value);
    }
  };
  const absolute = (value: string, where: Element | CSSStyleSheet | null): string => {
    let guesses = old && folders.length > 1;
    if (where && 'cssRules' in where) {
      const from = where.href ?? bases.get(where) ?? (guesses ? '' : base);
      bases.set(where, from);
      if (from) return resolve(value, from);
      guesses = true;
    }
    if (!where || !RELATIVE.test(value)) return now(value);
    let known = met.get(where);
    if (!known) met.set(where, (known = new Map()));
    return remembered(known, value, () => (guesses ? remembered(guessed, value, () => guess(value)) : now(value)));
  };
  return {
    refresh(opening) {
      const baseURI = of.baseURI.call(document);
      if (baseURI === base && opening === old) return;
      for (const cache of [resolved, guessed, shown]) cache.clear();
      if (opening && folderOf(baseURI) === folderOf(of.URL.call(document)))
        try {
          for (const { name } of performance.getEntriesByType('navigation')) note(name);
          for (const { url } of navigation?.entries() ?? []) if (url) note(url);
        } catch {
          // What the page has put there is no list of addresses.
        }
      base = baseURI;
      old = opening;
      note(base);
    },
    stands(value, name, where) {
      const address = absolute(value, where);
      const own = of.URL.call(document).replace(/#.*/s, '');
      return address.startsWith(`${own}#`) ? address.slice(own.length) : address && name(address);
    },
    publicLink: (value) => remembered(shown, value, () => publicAddress(value, { ...rules, base }) || '#'),
  };
}
