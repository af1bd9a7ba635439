import { HTML_NS } from '@sightline/protocol';
import { attributeFate, contentFate, ruleFate, standsOpen } from './carried.js';
import { around, everyNode } from './live-page.js';
import { mayMeanBlock, meansSomething } from './patterns.js';
import { type Cover, createPrivacy } from './privacy.js';
import type { ReadRules } from './read-rules.js';
import type { Sticky } from './sticky.js';
import { tokensIn } from './tokens.js';

/**
 * What becomes of a word of the page by surface §7: it must be found in what left (`out`), must not (`in`), or nothing is said
 * of it (`either`): what a mirror carries beyond its words is a matter of picture, not of privacy.
 */
export type Fate = 'out' | 'in' | 'either';

export interface Verdict {
  fate: Fate;
  /** Where the word stands, for the report. */
  place: string;
}

/**
 * Reads the live page and says of each token in it what must become of it. Written from the surface, shares no code with the
 * gate: one question a node, asked upwards every time, no cache, no order of events.
 */
export function judgePage(document: Document, rules: ReadRules, sticky: Sticky): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  const privacy = createPrivacy(rules, sticky);
  const say = (text: string, fate: Fate, place: () => string): void => {
    for (const token of tokensIn(text)) {
      const before = verdicts.get(token);
      // In two places: what one lets out is out.
      if (before === undefined || weight(fate) > weight(before.fate)) verdicts.set(token, { fate, place: place() });
    }
  };
  const sheet = (rulesOf: CSSStyleSheet | null, owner: Node, place: () => string): void => {
    if (!rulesOf || rulesOf.disabled) return;
    const cover = privacy.cover(owner);
    for (const rule of rulesOf.cssRules)
      for (const [text, kind] of ruleFate(rule)) say(text, byCover(cover, privacy.style(shown(kind, owner))), place);
  };
  /** A document in an iframe is told by itself, not here; in what is embedded nothing needs to be. */
  const shown = (fate: Fate, owner: Node): Fate =>
    fate === 'out' && ((owner.ownerDocument !== document && owner !== document) || !standsOpen(around(owner))) ? 'either' : fate;
  const element = (el: Element): void => {
    const cover = privacy.cover(el);
    for (const { name, value } of el.attributes) {
      const plain = attributeFate(el, name, value);
      for (const [text, fate] of plain)
        say(
          text,
          byCover(cover, privacy.attribute(el, name, value, name === 'href' && meansSomething(text, rules) ? 'in' : fate)),
          () => `${pathOf(el)} [${name}]`,
        );
    }
    const field = el as HTMLInputElement;
    if (holdsWords(field)) {
      // A short value is read as part of its block: a number may have been split over several fields.
      const joined = field.value.length <= PART && mayMeanBlock(el, rules);
      const own = meansSomething(field.value, rules) ? 'in' : privacy.words(el, standsOpen(around(el)) && !joined ? 'out' : 'either');
      say(field.value, byCover(cover, own), () => `${pathOf(el)} value`);
    }
    if (el.localName === 'template') for (const node of everyNode((el as HTMLTemplateElement).content)) secretOf(node, 'in', say);
    if (el.localName === 'style') sheet((el as HTMLStyleElement).sheet, el, () => `${pathOf(el)} rule`);
    if (el.shadowRoot) for (const adopted of el.shadowRoot.adoptedStyleSheets) sheet(adopted, el.shadowRoot, () => `${pathOf(el)} adopted`);
  };
  for (const node of everyNode(document)) {
    if (node.nodeType === 1) element(node as Element);
    else if (node.nodeType === 8) say((node as Comment).data, 'in', () => `comment in ${pathOf(node.parentNode)}`);
    else if (node.nodeType === 3) {
      const parent = node.parentNode as Element;
      if (parent.localName === 'style') continue;
      say(
        (node as Text).data,
        byCover(privacy.cover(node), privacy.text(node as Text, contentFate(parent))),
        () => `text in ${pathOf(parent)}`,
      );
    }
  }
  for (const adopted of document.adoptedStyleSheets) sheet(adopted, document, () => 'adopted sheet');
  return verdicts;
}

/** The longest value that may be a part of a number. */
const PART = 6;

const weight = (fate: Fate): number => ['in', 'either', 'out'].indexOf(fate);

const byCover = (cover: Cover, fate: Fate): Fate => (cover === 'masked' || fate === 'in' ? 'in' : cover === 'maybe' ? 'either' : fate);

/** A field whose value is what its user wrote. */
const holdsWords = (el: HTMLInputElement): boolean =>
  el.namespaceURI === HTML_NS &&
  (el.localName === 'textarea' || (el.localName === 'input' && /^(?:text|search|tel|url|email|password)$/.test(el.type)));

function secretOf(node: Node, fate: Fate, say: (text: string, fate: Fate, place: () => string) => void): void {
  const place = (): string => 'template content';
  if (node.nodeType !== 1) return say(node.nodeValue ?? '', fate, place);
  for (const { value } of (node as Element).attributes) say(value, fate, place);
}

/** A short way to an element, for people. */
export function pathOf(node: Node | null): string {
  const parts: string[] = [];
  for (let at: Node | null = node; at; at = around(at)) {
    if (at.nodeType === 11) parts.unshift('#shadow');
    else if (at.nodeType === 1)
      parts.unshift(
        (at as Element).localName +
          ((at as Element).className && typeof (at as Element).className === 'string'
            ? `.${(at as Element).className.replace(/ /g, '.')}`
            : ''),
      );
  }
  return parts.slice(2).join(' > ') || parts.join(' > ');
}
