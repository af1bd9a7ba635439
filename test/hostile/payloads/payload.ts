/** A browser the suite runs in. */
export type Engine = 'chromium' | 'firefox';

/** A way a hostile page tries to make its reader's browser run or fetch something. */
export interface Payload {
  name: string;
  /** The page's body, with `bait` for the address that must not be asked for; one that fires asks for `bait`. */
  html(bait: string): string;
  /** Fires only when a person acts on it: these keys, or a click into the middle of the first element with the id `click`. */
  keys?: readonly string[];
  click?: true;
  /** Fires only where it is the whole document, not in a frame of one. */
  alone?: true;
  /** Engines of today in which it does not fire even without protection. Nothing may fire in the viewer all the same. */
  dormant?: readonly Engine[];
}

/** Makes payloads of a table. */
export const table = (
  prefix: string,
  rows: Readonly<Record<string, (bait: string) => string>>,
  more: Omit<Payload, 'name' | 'html'> = {},
): Payload[] => Object.entries(rows).map(([name, html]) => ({ name: `${prefix}-${name}`, html, ...more }));

/** A script that asks for `bait`. `void`: what a `javascript:` address gives back would replace the page before it has asked. */
export const run = (bait: string): string => `void(new Image().src='${bait}')`;

export const ENTER = ['Tab', 'Enter'] as const;
export const EVERYWHERE = ['chromium', 'firefox'] as const;
export const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
/** A tenth of a second of silence. */
export const SOUND = 'data:audio/wav;base64,UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA==';

/** Corrects what a table says of the engines in which its payloads sleep. */
export const asleep = (payloads: readonly Payload[], but: Readonly<Record<string, readonly Engine[]>>): Payload[] =>
  payloads.map((payload) => ({ ...payload, ...(Object.hasOwn(but, payload.name) ? { dormant: but[payload.name] ?? [] } : {}) }));
