import type { Dirt } from '../capture/dirt.js';
import type { Natives } from '../capture/natives.js';
import { createBlocks } from './patterns/blocks.js';
import { emptyStrings, withoutCounters, withoutNumbers } from './patterns/empty-strings.js';
import { createPatternSet } from './patterns/pattern-set.js';
import type { Policy } from './policy.js';
import { createTyping } from './typing.js';

/**
 * What of an element that is no box must not leave. Mode `all`: words and pictures are private unless something around them is
 * unmasked; the smallest elements with words of their own are boxes, and where an element cannot be one (it is the page, or holds
 * something unmasked) its words are left out. Patterns: a text, value or attribute they mean leaves without its words, wherever it is.
 */
export interface TextRules {
  boxes(element: Element): boolean;
  /** What leaves of a text that says `words`; remembered until it is asked again. */
  wordsTold(node: CharacterData, words: string, when: When): string;
  /** The text or field was told without its words. */
  hid(node: Node): boolean;
  /** More typing may make the text private: what was told of it still stands. */
  held(node: Node): boolean;
  /** 0: it may leave. 1: it must not. 2: it must not, and did not before. */
  hidesAttribute(element: Element, name: string, value: string): 0 | 1 | 2;
  /** What leaves of a field's value; undefined while more typing may make it private. */
  value(control: Element, value: string): string | undefined;
  hidesTitle(element: Element, title: string): boolean;
  hidesPictures(element?: Element): boolean;
  /** A part of an address. */
  hidesPart(part: string): boolean;
  /** CSS without words: of an element's own `style`, or of a sheet. */
  css(text: string, element?: Element): string;
  /**
   * Looks at what changed before anything of it is sent. False where something in the mirror is private now; `again` is called for
   * what must be told anew, wherever it is now.
   */
  judge(changes: { dirt: Dirt; ids: ReadonlyMap<Node, number>; roots: Iterable<Document | ShadowRoot>; again(node: Node): void }): boolean;
  /** A root came into the mirror. */
  found(root: Document | ShadowRoot): void;
}

/** A text that comes into the mirror, one that may have changed there, or what left of it last. */
export type When = 'new' | 'changed' | 'told';

export interface TextRulesOptions {
  natives: Natives;
  policy: Policy;
  opened(node: Node): boolean;
  /** Masked by a rule, or shown in what is. */
  covered(node: Node): boolean;
  /** A field or text that was kept back may be told now. */
  wake(node: Node): void;
}

/** Stands where a text is hidden by a pattern, whatever its length. */
const HIDDEN = '•••';
/** Attributes that say how something looks and not what it says. */
const LOOKS = new Set(
  'id class style dir lang hidden role type colspan rowspan span width height border cellpadding cellspacing align valign open disabled slot part exportparts tabindex popover rel media is reversed'.split(
    ' ',
  ),
);
/** Forms and addresses: numbers in them are no words, and addresses have rules of their own. */
const FORMS =
  /^(?:d|points|viewBox|transform|(?:gradient|pattern)Transform|values|path|style|x|y|dx|dy|[cfr][xy]|r|rotate|kernelMatrix|tableValues|stroke-dasharray|coords|sizes|srcset|src|href|xlink:href|poster|background|usemap|width|height)$/;
const PAGE = new Set(['html', 'body', 'head', 'main', 'style', 'script', 'noscript', 'template', 'link']);
/** Changes between shown and hidden before it stays hidden: each costs a new keyframe. */
const FLIPS = 3;
/** A custom property that is a size, a colour or a number. */
const MEASURE = /^\s*(?:[-+\d.]+[a-z%]*|#[\da-f]+|(?:var|calc|rgba?|hsla?)\([^"']*\)|\s)*$/i;

export function createTextRules({ natives, policy, opened, covered, wake }: TextRulesOptions): TextRules {
  const { nodeType, firstChild, nextSibling, data, localName, up } = natives;
  const { unmask } = policy;
  const all = policy.mode === 'all';
  const patterns = policy.patterns.length > 0 ? createPatternSet(policy.patterns, natives.now) : undefined;
  /** What may stand in CSS outside its strings: in mode `all` no number of a card or a person. */
  const numbers = patterns ?? createPatternSet(['card', 'iban', 'ssn'], natives.now);
  const blocks = patterns && createBlocks({ natives, patterns, covered });
  const typing = patterns && createTyping({ natives, patterns, wake });
  /** What was told instead of words. */
  const instead = new WeakMap<Node, string>();
  const hiddenNames = new WeakMap<Element, Set<string>>();
  const flips = new WeakMap<Node, number>();
  /** Told because something around it was unmasked then. */
  const trusted = new WeakSet<Node>();
  /** What was last told of a field; with patterns also of a text. */
  const values = new WeakMap<Node, string>();
  const held = new WeakSet<Node>();

  /** What the unmasking rule matches. */
  let unmasked = new Set<Element>();

  const found = (root: Document | ShadowRoot): void => {
    if (!all || unmask === '') return;
    const those = natives.querySelectorAll(root, unmask);
    for (let i = 0; i < those.length; i++) unmasked.add(those[i] as Element);
  };
  const closed = (node: Node): boolean => all && !opened(node);
  const hit = (node: Node): boolean => blocks !== undefined && (blocks.hit(node) || (flips.get(node) ?? 0) >= FLIPS);
  const hasWords = (element: Element): boolean => {
    for (let child: Node | null = firstChild.call(element); child !== null; child = nextSibling.call(child)) {
      if (nodeType.call(child) === 3 && /\S/.test(data.call(child as CharacterData))) return true;
    }
    return false;
  };
  const remember = (node: Node, hidden: string | undefined): void => {
    if (hidden === undefined) instead.delete(node);
    else instead.set(node, hidden);
  };
  /** Undefined where the words may leave. */
  const standsFor = (node: CharacterData, words: string): string | undefined => {
    if (closed(up(node) ?? node)) return '';
    if (!/\S/.test(words) || !hit(node)) return undefined;
    const parent = up(node);
    return parent !== null && nodeType.call(parent) === 1 && localName.call(parent as Element) === 'textarea' ? '' : HIDDEN;
  };
  /** Inline `style` in mode `all`: properties of the page's own hold whatever it puts there. */
  const measuresOnly = (css: string): string =>
    css.replace(
      /(?<![-\w])(--[-\w]+)\s*:((?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^;"'])*);?/g,
      (whole, _name: string, value: string) => (MEASURE.test(value) ? whole : ''),
    );

  return {
    boxes(element) {
      if (!all || PAGE.has(localName.call(element)) || !hasWords(element) || opened(element)) return false;
      return unmask === '' || natives.inElement.call(element, unmask).length === 0;
    },
    wordsTold(node, words, when) {
      const before = when === 'new' ? '' : (values.get(node) ?? '');
      if (when === 'told') return held.has(node) ? before : (instead.get(node) ?? words);
      const hidden = standsFor(node, words);
      if (hidden === undefined && all) trusted.add(node);
      if (typing === undefined) remember(node, hidden);
      else if (hidden === undefined && typing.waits(node, words, before)) {
        held.add(node);
        values.set(node, before);
        return before;
      } else {
        held.delete(node);
        remember(node, hidden);
        values.set(node, hidden ?? words);
      }
      return hidden ?? words;
    },
    hid: (node) => instead.has(node),
    held: (node) => held.has(node),
    hidesAttribute(element, name, value) {
      if (all && !LOOKS.has(name)) {
        if (!opened(element)) return 2;
        trusted.add(element);
      }
      if (patterns === undefined || FORMS.test(name)) return 0;
      // A copy of what is typed, which may become a match.
      if (typing?.copies(element, value)) return 2;
      const names = hiddenNames.get(element) ?? new Set<string>();
      const before = names.has(name);
      if (!patterns.test(value) && !(name === 'value' && hit(element))) {
        names.delete(name);
        return 0;
      }
      hiddenNames.set(element, names.add(name));
      return before ? 2 : 1;
    },
    value(control, value) {
      if (typing?.waits(control, value, values.get(control)) === true) return undefined;
      const hidden = hit(control) || patterns?.test(value) === true;
      remember(control, hidden ? '' : undefined);
      const said = hidden ? '' : value;
      values.set(control, said);
      return said;
    },
    hidesTitle: (element, title) => closed(element) || patterns?.test(title) === true,
    hidesPictures: (element) => all && (element === undefined || !opened(element)),
    hidesPart: (part) => patterns?.test(part) === true,
    css(text, element) {
      const bare = all && (element === undefined || !opened(element));
      const worded = bare ? withoutCounters(element === undefined ? text : measuresOnly(text)) : text;
      if (!bare && patterns === undefined) return worded;
      const quiet = withoutNumbers(worded, numbers.test);
      return /["']/.test(quiet) ? emptyStrings(quiet, (words) => bare || patterns?.test(words) === true) : quiet;
    },
    found,
    judge({ dirt, ids, roots, again }) {
      blocks?.renew();
      if (all && unmask !== '') {
        const before = unmasked;
        if (dirt.rules || policy.volatile || ids.size === 1) {
          unmasked = new Set();
          for (const root of roots) found(root);
          for (const element of before) if (!unmasked.has(element) && ids.has(element)) return false;
          for (const element of unmasked) if (!before.has(element)) again(element);
        }
        for (const set of [dirt.left, dirt.added])
          for (const node of set) {
            const known = ids.has(node);
            // Taken away and back again it has no id, but what was told of it is still there.
            if ((known || set === dirt.added) && leaks(node)) return false;
            if (known && opened(node)) again(node);
          }
      }
      const touched = [...dirt.touched];
      dirt.touched.clear();
      if (blocks === undefined) return true;
      const seen = new Set<Node>();
      let safe = true;
      for (const changed of [...touched, ...dirt.shadows, ...dirt.controls.keys()])
        for (const node of blocks.around(changed)) {
          if (seen.has(node) || !ids.has(node)) continue;
          seen.add(node);
          const before = instead.has(node);
          const now = hit(node) && (nodeType.call(node) === 1 || /\S/.test(data.call(node as CharacterData)));
          if (before === now || (before && closed(up(node) ?? node))) continue;
          if (nodeType.call(node) === 1) dirt.controls.set(node as Element, true);
          else dirt.text.add(node as CharacterData);
          if (before || values.get(node) === '') continue;
          flips.set(node, (flips.get(node) ?? 0) + 1);
          safe = false;
        }
      return safe;
    },
  };

  /** Something of it was told because of what was around it, and is not around it any more. */
  function leaks(node: Node): boolean {
    // Each is a reason once: then everything is told anew.
    let found = trusted.has(node) && !opened(node) && trusted.delete(node);
    const root = nodeType.call(node) === 1 ? natives.shadowRoot.call(node as Element) : null;
    if (root !== null) found = leaks(root) || found;
    for (let child = firstChild.call(node); child !== null; child = nextSibling.call(child)) found = leaks(child) || found;
    return found;
  }
}
