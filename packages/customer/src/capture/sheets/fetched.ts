import type { Natives } from '../natives.js';

const LENGTH = 2 * 1024 * 1024;

/** Texts of linked sheets, read once from the browser's cache. */
export interface FetchedTexts {
  /** Of the page's own origin: `waiting`, its text, or undefined where it cannot be had. */
  own(href: string): string | 'waiting' | undefined;
  /** Of another origin that lets anyone read it. Without credentials. */
  open(href: string): string | 'waiting' | undefined;
}

export function createFetchedTexts(options: { natives: Natives; wake(): void }): FetchedTexts {
  const { natives, wake } = options;
  const texts = new Map<string, { text: string | undefined } | 'waiting'>();
  const get = (href: string, init: RequestInit): string | 'waiting' | undefined => {
    const known = texts.get(href);
    if (known === 'waiting') return known;
    if (known !== undefined) return known.text;
    texts.set(href, 'waiting');
    const done = (text: string | undefined): void => {
      texts.set(href, { text: text !== undefined && text.length <= LENGTH ? text : undefined });
      wake();
    };
    natives
      .fetch(href, { ...init, cache: 'force-cache' })
      .then((response) => (response.ok ? response.text() : undefined))
      .then(done, () => done(undefined));
    return 'waiting';
  };
  return {
    own: (href) => get(href, { credentials: 'same-origin' }),
    open: (href) => get(href, { credentials: 'omit', mode: 'cors' }),
  };
}
