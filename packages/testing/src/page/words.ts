import { HTML_NS, MATHML_NS, SVG_NS } from '@sightline/protocol';
import type { Page } from './page.js';

/** Kinds of element the builder makes, by namespace; repeated where a page has many. */
const HTML = (
  'div div div div span span p p b i ul li li section article h2 label form fieldset button a table tbody tr td details summary slot ' +
  'input input textarea select option optgroup img x-plain x-card x-card progress dialog template noscript script main'
).split(' ');
/** Dearer to make, and no different to mirror. */
const RARE_HTML = 'canvas picture source video object embed iframe audio map area meter output marquee'.split(' ');
const SVG = 'svg g rect circle path text tspan defs symbol use linearGradient foreignObject a script animate set unknownThing'.split(' ');
const MATHML = 'math mrow mi mo mn mfrac annotation-xml semantics'.split(' ');

const TEXTS = [
  '',
  ' ',
  '\n  ',
  'a',
  'word',
  'two words',
  '<b>&amp;</b>',
  'ümläut – dash',
  '日本語',
  '😀',
  'a😀b',
  '\ufeffbom',
  'עברית',
  '\t',
  '0',
];

/** Some text: often one of the awkward ones, sometimes long, else a numbered word. */
export function someText(page: Page): string {
  const { random } = page;
  if (random.chance(0.3)) return random.pick(TEXTS);
  if (random.chance(0.05)) return `${page.label()} ${'long text '.repeat(10 + random.int(60))}`;
  return `t${page.label()}`;
}

/** Some new element without attributes. */
export function someElement(page: Page): Element {
  const { random, document } = page;
  const dice = random.next();
  if (dice < 0.12) return document.createElementNS(SVG_NS, random.pick(SVG));
  if (dice < 0.15) return document.createElementNS(MATHML_NS, random.pick(MATHML));
  if (dice < 0.16) return document.createElementNS('urn:other', 'o:thing');
  if (dice < 0.17) return document.createElementNS(HTML_NS, 'x:prefixed');
  const element = document.createElement(random.pick(random.chance(0.02) ? RARE_HTML : HTML));
  // An inert type: the page's scripts are not what is tested.
  if (element.localName === 'script') element.setAttribute('type', 'text/plain');
  return element;
}

const HTML_PAIRS: [string, string[]][] = [
  ['class', ['a', 'b', 'a b', 'hot', '']],
  ['id', ['one', 'two', 'three']],
  ['title', ['tip', '']],
  ['data-x', ['1', '{"a":1}']],
  ['data-Y', ['caps']],
  ['aria-label', ['said']],
  ['style', ['color: red', 'margin: 1px; padding: 2px', 'color: red; color: nonsense', '--own: 1px', '']],
  ['hidden', ['']],
  ['dir', ['rtl', 'ltr']],
  ['lang', ['de']],
  ['tabindex', ['0', '-1']],
  ['slot', ['', 'left', 'right']],
  ['name', ['', 'left', 'right', 'group']],
  ['part', ['p']],
  ['onclick', ['void 0']],
  ['onload', ['void 0']],
  ['nonce', ['n']],
  ['srcdoc', ['<p>']],
  ['action', ['/go']],
  ['formaction', ['/go']],
  ['http-equiv', ['refresh']],
  ['unheard-of', ['x']],
  ['open', ['']],
  ['href', ['#there', '/a/b', '/a/b?q=1#f', 'mailto:a@b.example', 'page.html']],
  ['disabled', ['']],
  ['required', ['']],
  ['placeholder', ['type here']],
  ['value', ['v1', 'v2', '']],
  ['checked', ['']],
  ['selected', ['']],
  ['multiple', ['']],
  ['label', ['l']],
  ['max', ['10']],
  ['type', ['text', 'checkbox', 'radio', 'number', 'range', 'date', 'search', 'submit', 'nonsense']],
  ['width', ['10']],
  ['colspan', ['2']],
];
const OTHER_PAIRS: [string, string[]][] = [
  ['class', ['a', 'b']],
  ['id', ['s1', 's2']],
  ['fill', ['red', 'url(#s1)']],
  ['viewBox', ['0 0 10 10']],
  ['viewbox', ['wrong case']],
  ['d', ['M0 0 L5 5']],
  ['transform', ['scale(2)']],
  ['style', ['fill: blue', '']],
  ['onclick', ['void 0']],
  ['attributeName', ['href']],
  ['width', ['10']],
  ['href', ['#s1']],
];

/** Some attribute and value that fits the element's namespace. */
export function someAttribute(page: Page, element: Element): [name: string, value: string] {
  const [name, values] = page.random.pick(element.namespaceURI === HTML_NS ? HTML_PAIRS : OTHER_PAIRS);
  return [name, page.random.pick(values)];
}
