import { languageOf } from './language.js';
import { de } from './strings-de.js';
import { en } from './strings-en.js';

/** Every text of the widget in one language. */
export interface Strings {
  lang: 'en' | 'de';
  region: string;
  move: string;
  fold: string;
  connecting: string;
  waiting: string;
  readPin: string;
  copy: string;
  copied: string;
  someone: string;
  /** What `count` agents do; `{names}` stands for their joined names. */
  sees(count: number): string;
  /** None of them is connected right now. */
  lost(count: number): string;
  masked: string;
  /** Opens and closes the preview. */
  peek: string;
  /** Opens what is private here, in words, and the fingerprint of the page's rules to compare with the agent's. */
  rules: string;
  paused: string;
  unseen: string;
  reconnecting: string;
  ended: string;
  failed: string;
  stop: string;
  /** Of the keys that stop sharing, as the keyboard names them (`stop-key.ts`). */
  keys: string;
  pause: string;
  resume: string;
  close: string;
  /** What to do where the service cannot be reached; the other failures are told by the part `failures`. */
  network: string;
}

/** The table for a BCP 47 tag, the browser's where none is given; English where there is none of its language. */
export function stringsFor(locale: string | undefined, view?: Window | null): Strings {
  return { de, en }[languageOf(locale ?? view?.navigator.language)];
}
