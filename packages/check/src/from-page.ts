import type { PolicyFile } from './policy.js';

/** What the command writes before the page's script. */
export interface PageSetup {
  masks: Omit<PolicyFile, 'account' | 'deepCapture'>;
  deepCapture: boolean;
  account: { maskCssSelectors: string; maskHTMLAttributes: string; keepQuery: string[] };
  /** Name of the function that hands things over. */
  hand: string;
}

/** What the script hands over. `document` tells the documents of one check apart. */
export type FromPage = { document: string } & (
  | { t: 'refused'; field: string }
  | { t: 'frame'; flags: number; body: string }
  | { t: 'assets'; items: { n: number; url?: string }[] }
  | { t: 'start'; url: string }
  | { t: 'forget' }
  | { t: 'fault'; message: string }
);
