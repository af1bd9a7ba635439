import type { Wraps } from '../wrap.js';
import { maySubstitute } from './may-substitute.js';

/** Notes of one sheet or block: above that the older half is let go. */
const KEPT = 1000;

/**
 * What scripts gave to a sheet, or to the declarations of a rule or an element. Read back, a rule has lost each shorthand that holds
 * `var()` and is overridden in part (CSSOM: a longhand whose value is still to be substituted serialises as nothing).
 */
export type Given = WeakMap<CSSStyleSheet | CSSStyleDeclaration, Note[]>;

export interface Note {
  wording: string;
  /** The sheet was made of it: always the first note. */
  entire?: boolean;
  /** The rule it was put in. */
  rule?: CSSRule | undefined;
  /** The property it is the value of; '' for a text of declarations. */
  name?: string;
}

/** Notes what scripts give from now on. `edited`: a sheet's text says no more what the sheet says. */
export function noteGiven(options: {
  window: Window & typeof globalThis;
  givenTexts: Given;
  after: Wraps['after'];
  edited(sheet: CSSStyleSheet): void;
}): void {
  const { window, givenTexts, after, edited } = options;
  const { CSSStyleSheet, CSSStyleDeclaration } = window;
  const note = (to: CSSStyleSheet | CSSStyleDeclaration | null, what: Note): void => {
    if (!to || !maySubstitute(what.wording)) return;
    const all = givenTexts.get(to) ?? [];
    givenTexts.set(to, all);
    if (all.push(what) > KEPT) all.splice(1, KEPT / 2);
  };
  after(CSSStyleSheet, 'insertRule', 'value', (self: CSSStyleSheet, _, [text]) => note(self, { wording: text as string }));
  after(CSSStyleSheet, 'addRule', 'value', (self: CSSStyleSheet, _, [selector, block]) =>
    note(self, { wording: `${selector as string}{${block as string}}` }),
  );
  after(CSSStyleSheet, 'replaceSync replace', 'value', (self: CSSStyleSheet, _, [text]) => {
    if (typeof text === 'string') givenTexts.set(self, [{ wording: text, entire: true }]);
  });
  for (const owner of [window.CSSGroupingRule, window.CSSStyleRule, window.CSSKeyframesRule])
    after(owner, 'insertRule appendRule deleteRule', 'value', (rule: CSSRule, _, [text]) => {
      note(rule.parentStyleSheet, { wording: text as string, rule });
      if (rule.parentStyleSheet) edited(rule.parentStyleSheet);
    });
  const declared = (self: CSSStyleDeclaration, _: unknown, args: readonly unknown[]): void => {
    const [name, value, priority] = args.length > 1 ? args : ['', ...args];
    // Other values are found by the rotation: some pages set them in every frame.
    if (!maySubstitute(value) || (name as string).startsWith('--')) return;
    note(self, { name: name as string, wording: priority ? `${value} !important` : value });
    const sheet = self.parentRule?.parentStyleSheet;
    if (sheet) edited(sheet);
  };
  after(CSSStyleDeclaration, 'cssText', 'set', declared);
  after(CSSStyleDeclaration, 'setProperty', 'value', declared);
}
