import type { RuleCopies } from './text.js';

/** What this stream has told of one sheet. */
export interface Known {
  readonly id: number;
  readonly sheet: CSSStyleSheet;
  /**
   * `new`: nothing sent. `fetching`: its text is on its way. `rules`: being sent rule by rule, `at` is the next one. `sent`: the mirror
   * has it, `count` rules. `opaque`: only the service can read it; sent as an asset, or not at all.
   */
  state: { is: 'new' } | { is: 'fetching' } | { is: 'rules'; at: number } | { is: 'sent'; count: number } | { is: 'opaque' };
  /** A hook saw a change: rules were only appended, or anything else. `edited`: its rules are not those of its text any more. */
  touched: 'no' | 'append' | 'whole' | 'edited';
  /** Hashes of rules looked at so far, by index (rotation.ts). */
  hashes: (number | undefined)[];
  /** The rules of the text that was sent, until every rule was compared with them once. */
  copies: RuleCopies | undefined;
}

/** 32-bit FNV-1a over UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
