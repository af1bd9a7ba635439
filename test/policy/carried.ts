import { HTML_NS } from '@sightline/protocol';
import { around } from './live-page.js';
import type { Fate } from './oracle.js';

/** Words below these never travel: they are no part of a page's picture, or could act. */
const NEVER = new Set(['script', 'noscript', 'template']);
/** Words below these are shown, by every browser, as they stand. */
const SHOWN = new Set(
  'body div p section li article h2 ul form fieldset td details summary button x-card figure blockquote slot dialog span b i em a u code label abbr mark option text tspan mi mo mtext title'.split(
    ' ',
  ),
);

/** Whether all that a node is inside of certainly stands in a mirror; embedded things may be placeholders. */
export function standsOpen(node: Node | null): boolean {
  for (let at = node; at; at = around(at)) {
    if (at.nodeType === 1 && !PLACES.has((at as Element).localName)) return false;
  }
  return true;
}

/** What becomes of the words directly below an element that is not masked. */
export function contentFate(parent: Node): Fate {
  for (let at: Node | null = parent; at; at = at.parentNode) if (at.nodeType === 1 && NEVER.has((at as Element).localName)) return 'in';
  const foreignTitle = (parent as Element).localName === 'title' && (parent as Element).namespaceURI !== HTML_NS;
  return standsOpen(parent) && !foreignTitle && (parent.nodeType === 11 || SHOWN.has((parent as Element).localName)) ? 'out' : 'either';
}

/** Elements what they hold is certainly carried in. */
const PLACES = new Set([...SHOWN, 'html', 'head', 'svg', 'g', 'math', 'mrow', 'mfrac', 'select', 'optgroup', 'foreignObject']);

const FREE = new Set(['title', 'class', 'id', 'placeholder', 'alt', 'label']);

/** What becomes of the parts of an attribute of an element that is not masked. */
export function attributeFate(el: Element, name: string, value: string): [text: string, fate: Fate][] {
  if (name.startsWith('on') || name === 'nonce') return [[value, 'in']];
  // As an attribute never; what a frame makes of it is its document.
  if (name === 'srcdoc') return [[value, el.localName === 'iframe' ? 'either' : 'in']];
  if (name === 'action' || name === 'formaction' || name === 'ping') return [[value, 'in']];
  if (name === 'content' && el.localName === 'meta') return [[value, 'in']];
  const placed = el.namespaceURI === HTML_NS && (PLACES.has(el.localName) || FIELDS.has(el.localName)) && standsOpen(around(el));
  if (name === 'href') return addressFate(value, placed ? 'out' : 'either');
  // The service fetches a picture by its whole address; the stream knows it by a number.
  if (name === 'src' || name === 'style' || name === 'srcset' || name === 'poster') return [[value, 'either']];
  if (placed && (name.startsWith('data-') || name.startsWith('aria-') || name === 'title' || (FREE.has(name) && fits(el, name))))
    return [[value, 'out']];
  return [[value, 'either']];
}

const FIELDS = new Set(['input', 'textarea', 'img']);

const fits = (el: Element, name: string): boolean =>
  name === 'class' ||
  name === 'id' ||
  (name === 'placeholder' && (el.localName === 'input' || el.localName === 'textarea')) ||
  (name === 'alt' && el.localName === 'img') ||
  (name === 'label' && (el.localName === 'option' || el.localName === 'optgroup'));

/** Origin and path leave, short parts of it; nothing else of an address ever does. */
function addressFate(value: string, plain: Fate): [string, Fate][] {
  let url: URL;
  try {
    url = new URL(value, 'http://page.example/');
  } catch {
    return [[value, 'in']];
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return [[value, 'in']];
  const parts: [string, Fate][] = [
    [url.search, 'in'],
    [url.hash, 'in'],
    [`${url.username} ${url.password}`, 'in'],
  ];
  for (const part of url.pathname.split('/')) parts.push([part, part.length > 20 || part.includes('@') ? 'in' : plain]);
  return parts;
}

/** Properties whose strings a page shows. */
const SAID = /^(?:content|quotes|list-style-type)$/;

/** The texts of a rule: strings that are shown are words, all else is looks. */
export function ruleFate(rule: CSSRule): [text: string, fate: Fate][] {
  const style = (rule as CSSStyleRule).style as CSSStyleDeclaration | undefined;
  const nested = (rule as CSSGroupingRule).cssRules as CSSRuleList | undefined;
  const found: [string, Fate][] = [];
  if (style) for (const name of style) found.push([style.getPropertyValue(name), SAID.test(name) ? 'out' : 'either']);
  else if (!nested) found.push([rule.cssText, rule.cssText.startsWith('@counter-style') ? 'out' : 'either']);
  if (nested) for (const inner of nested) found.push(...ruleFate(inner));
  return found;
}
