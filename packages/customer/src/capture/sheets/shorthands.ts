import { type Dirt, markAttribute } from '../dirt.js';
import type { Live } from '../live.js';
import type { Natives } from '../natives.js';
import type { Wraps } from '../wrap.js';
import { createFetchedTexts } from './fetched.js';
import { createImportText, type Inner } from './import-text.js';
import { type Given, noteGiven } from './given.js';
import { eachSheet } from './list.js';
import { IMPORT_RULE, LOST, maySubstitute } from './may-substitute.js';
import { createShownValues } from './shown-values.js';
import { rulesOf } from './text.js';
import { readDeclaration, sourceBlocks, splitDeclarations } from './source-blocks.js';

export interface ShorthandsOptions {
  window: Window & typeof globalThis;
  natives: Natives;
  after: Wraps['after'];
  replaceSync: (this: CSSStyleSheet, text: string) => void;
  masked(node: Node): boolean;
  live(): Live | undefined;
  mark(change: (dirt: Dirt, live: Live) => void): void;
  touchSheet(sheet: CSSStyleSheet, how: 'whole' | 'edited'): void;
}

/** Rules and `style` attributes as text, with what reading them back loses. */
export interface Shorthands {
  /** Goes through `inner`, each piece with the sheet it stands in. Undefined while nobody can say it. */
  rule(rule: CSSRule, inner: Inner): string | undefined;
  style(element: Element, css: string): string;
}

/** What a text says of one place: selector and conditions around it. */
interface Block {
  /** As the browser reads it back. */
  css: string;
  declarations: readonly string[];
}
type Index = Map<string, Block[]>;
const IMPORTANT = /!\s*important\s*$/i;

/** What stands before the brackets of a rule, read back; undefined for declarations between nested rules. */
const headOf = (css: string): string | undefined => /^(?:[^"'\\{]|\\[^]|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')*(?=\{)/.exec(css)?.[0];
type Declaring = CSSRule & { style?: CSSStyleDeclaration; cssRules?: CSSRuleList };

export function createShorthands(options: ShorthandsOptions): Shorthands {
  const { window, natives, replaceSync } = options;
  /** A sheet, or an element's `style`, reads otherwise now. */
  const retell = (what: CSSStyleSheet | Element, how: 'whole' | 'edited'): void =>
    options.mark((dirt, { stream }) => {
      if ('cssRules' in what) {
        // A change in an imported sheet is one of the sheet that imports it.
        let sheet = what;
        while (sheet.ownerRule?.parentStyleSheet) sheet = sheet.ownerRule.parentStyleSheet;
        options.touchSheet(sheet, how);
        dirt.sheets = true;
      } else if (stream.nodes.ids.has(what)) markAttribute(dirt, what, 'style');
    });
  const roots = (): (Document | ShadowRoot)[] => [...(options.live()?.stream.roots.values() ?? [])];
  const givenTexts: Given = new WeakMap();
  const scratch = new window.CSSStyleSheet();
  const indexes = new WeakMap<CSSStyleSheet, { texts: string[]; index: Index }>();
  const longhands = new Map<string, ReadonlySet<string>>();
  const waiting = new Set<CSSStyleSheet>();
  const shown = createShownValues({ ...options, roots });
  const fetched = createFetchedTexts({
    natives,
    wake() {
      for (const sheet of waiting) retell(sheet, 'whole');
      waiting.clear();
    },
  });

  noteGiven({ ...options, givenTexts, edited: (sheet) => retell(sheet, 'edited') });

  const parse = (text: string): Declaring | undefined => {
    replaceSync.call(scratch, text);
    return scratch.cssRules[0];
  };
  const expand = (property: string): ReadonlySet<string> => {
    let names = longhands.get(property);
    if (names === undefined) longhands.set(property, (names = new Set(parse(`a{${property}:var(--x)}`)?.style)));
    return names;
  };
  /** The place of a rule, outermost first: what the index is asked by. */
  const placeOf = (rule: CSSRule | null): string => {
    if (rule === null || rule.type === IMPORT_RULE) return '';
    return placeOf(rule.parentRule) + (headOf(rule.cssText) ?? '');
  };
  /** The text of a rule, or of something inside one, as a sheet of its own. */
  const around = (rule: CSSRule | null | undefined, text: string): string => {
    let all = text;
    for (let at = rule; at && at.type !== IMPORT_RULE; at = at.parentRule) all = `${headOf(at.cssText) ?? ''}{${all}}`;
    return all;
  };
  /** All that is known of how a sheet was written. */
  const textsOf = (sheet: CSSStyleSheet): string[] => {
    const texts: string[] = [];
    if (sheet.href !== null) {
      const text = fetched.get(sheet.href, 'same-origin');
      if (text === 'waiting') waiting.add(sheet);
      else if (text !== undefined) texts.push(text);
    } else if (sheet.ownerNode) texts.push(sheet.ownerNode.textContent ?? '');
    for (const { wording, rule } of givenTexts.get(sheet) ?? []) texts.push(around(rule, wording));
    return texts;
  };
  const add = (index: Index, text: string): void => {
    for (const { heads, declarations } of sourceBlocks(text)) {
      if (!declarations.some(maySubstitute)) continue;
      let rule = parse(`${heads.join('{')}{${declarations.join(';')}${'}'.repeat(heads.length)}`);
      let place = '';
      for (let depth = 1; rule !== undefined; depth++) {
        place += headOf(rule.cssText) ?? '';
        if (depth >= heads.length) break;
        rule = rule.cssRules?.[0];
      }
      const style = rule && (rule.style ?? (rule.cssRules?.[0] as Declaring | undefined)?.style);
      if (style === undefined) continue;
      const blocks = index.get(place) ?? [];
      index.set(place, blocks);
      blocks.push({ css: style.cssText, declarations });
    }
  };
  const indexOf = (sheet: CSSStyleSheet | null): Index => {
    if (sheet === null) return new Map();
    const texts = textsOf(sheet);
    const known = indexes.get(sheet);
    if (known !== undefined && known.texts.length === texts.length && texts.every((text, i) => text === known.texts[i])) return known.index;
    const index: Index = new Map();
    for (const text of texts) add(index, text);
    indexes.set(sheet, { texts, index });
    return index;
  };

  /** Shorthands that may be those that were lost, by name, the latest last. */
  const collect = (blocks: readonly Block[], style: CSSStyleDeclaration): Map<string, string> => {
    const found = new Map<string, string>();
    const take = (text: string): void => {
      const read = maySubstitute(text) ? readDeclaration(text) : undefined;
      if (read === undefined || expand(read[0]).size < 2) return;
      found.delete(read[0]);
      found.set(...read);
    };
    for (const { declarations } of blocks) declarations.forEach(take);
    for (const { name, wording } of givenTexts.get(style) ?? [])
      if (name === '') splitDeclarations(wording).forEach(take);
      else take(`${name}:${wording}`);
    // What can still be read is how it is now.
    splitDeclarations(style.cssText).forEach(take);
    return found;
  };
  /** Declarations as they would have to be written; `instead` gives a value for what is lost for good. */
  const rewrite = (style: CSSStyleDeclaration, blocks: readonly Block[], instead: (property: string) => string): string => {
    const { cssText } = style;
    const exact = givenTexts.has(style) ? undefined : blocks.findLast(({ css }) => css === cssText);
    if (exact !== undefined) return exact.declarations.join(';');
    const shorthands = collect(blocks, style);
    const names = [...style];
    const empty = names.filter((name) => !name.startsWith('--') && style.getPropertyValue(name) === '');
    /** By lost longhand the shorthand that has it. */
    const owners = new Map<string, string>();
    for (const name of empty) for (const shorthand of shorthands.keys()) if (expand(shorthand).has(name)) owners.set(name, shorthand);
    const out: string[] = [];
    const told = new Set<string>();
    const write = (name: string): void => {
      // A plain part of an important shorthand, as only a script can set it, has to win over it.
      const covered = [...told].some((shorthand) => IMPORTANT.test(shorthands.get(shorthand) ?? '') && expand(shorthand).has(name));
      const priority = style.getPropertyPriority(name) !== '' || covered ? ' !important' : '';
      const value = style.getPropertyValue(name) || instead(name);
      if (value !== '') out.push(`${name}:${value}${priority}`);
    };
    names.forEach((name, at) => {
      const owner = owners.get(name);
      if (owner === undefined) return write(name);
      if (told.has(owner)) return;
      told.add(owner);
      // What came before and is a part of it has to win still: shorthands that were set later, and longhands.
      const parts = [...shorthands.keys()].filter(
        (other) => other === owner || (told.has(other) && empty.some((n) => owners.get(n) === other && expand(owner).has(n))),
      );
      for (const part of [owner, ...parts.filter((other) => other !== owner)]) out.push(`${part}:${shorthands.get(part)}`);
      // What was taken out of it: as if this rule said nothing of it.
      for (const missing of expand(owner))
        if (!names.includes(missing)) out.push(`${missing}:revert-rule${style.getPropertyPriority(name) && ' !important'}`);
      for (const before of names.slice(0, at)) if (!owners.has(before) && parts.some((part) => expand(part).has(before))) write(before);
    });
    return out.join(';');
  };
  const ruleText = (rule: Declaring, index: Index): string => {
    const { style, cssText } = rule;
    const head = headOf(cssText);
    const place = placeOf(head === undefined ? rule.parentRule : rule);
    let text = style ? `${rewrite(style, index.get(place) ?? [], (name) => shown.inRule(rule, name))};` : '';
    if (rule.cssRules) for (let i = 0; i < rule.cssRules.length; i++) text += `\n${ruleText(rule.cssRules[i] as Declaring, index)}`;
    return head === undefined ? text : style || rule.cssRules ? `${head}{${text}}` : cssText;
  };
  /** What was told before this part came. */
  const lost = (rule: CSSRule): boolean => LOST.test(rule.cssText);
  for (const root of roots()) {
    eachSheet(root, (sheet) => {
      const rules = rulesOf(sheet);
      if (rules && [...rules].some(lost)) retell(sheet, 'whole');
    });
    for (const element of natives.querySelectorAll(root, '[style*=": "]'))
      if (LOST.test(element.getAttribute('style') ?? '')) retell(element, 'whole');
  }

  const textOf = (rule: CSSRule, inner: Inner): string =>
    rule.type === IMPORT_RULE
      ? importText(rule as CSSImportRule, inner)
      : inner(LOST.test(rule.cssText) ? ruleText(rule, indexOf(rule.parentStyleSheet)) : rule.cssText, rule.parentStyleSheet);
  const importText = createImportText(fetched, textOf);
  return {
    rule: textOf,
    style: (element, css) => (LOST.test(css) ? rewrite((element as HTMLElement).style, [], (name) => shown.of(element, name)) : css),
  };
}
