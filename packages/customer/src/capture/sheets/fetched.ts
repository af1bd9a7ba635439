import { quietly } from '@sightline/link';
import type { Natives } from '../natives.js';

const LENGTH = 2 * 1024 * 1024;

/** Texts of linked sheets, read once from the browser's cache. */
export interface FetchedTexts {
  /**
   * `waiting`, its text, or undefined where it cannot be had. `credentials`: `same-origin` for a sheet the page may read, `omit`
   * for one of another origin that lets anyone read it.
   */
  get(href: string, credentials: 'same-origin' | 'omit'): string | 'waiting' | undefined;
}

export function createFetchedTexts(options: { natives: Natives; wake(): void }): FetchedTexts {
  const { natives, wake } = options;
  const texts = new Map<string, { text: string | undefined } | 'waiting'>();
  return {
    get(href, credentials) {
      const known = texts.get(href);
      if (known !== undefined) return known === 'waiting' ? known : known.text;
      texts.set(href, 'waiting');
      const done = (text?: string): void => {
        texts.set(href, { text: text !== undefined && text.length <= LENGTH ? text : undefined });
        wake();
      };
      const read = async (): Promise<void> => {
        const response = await natives.fetch(href, { credentials, cache: 'force-cache' });
        done(response.ok ? await response.text() : undefined);
      };
      void quietly(read, () => done());
      return 'waiting';
    },
  };
}
