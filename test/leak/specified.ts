import { HTML_NS, MATHML_NS, SVG_NS } from '@sightline/protocol';
import { HTML_ATTRIBUTE_NAMES, HTML_ELEMENT_NAMES } from '../hostile/spec/html.js';
import { MATHML_ATTRIBUTE_NAMES, MATHML_ELEMENT_NAMES } from '../hostile/spec/mathml.js';
import type { AttributeTreatment, ElementTreatment, Sorted } from '../hostile/spec/names.js';
import { SVG_ATTRIBUTE_NAMES, SVG_ELEMENT_NAMES } from '../hostile/spec/svg.js';
import type { Planting } from './planting.js';
import { ARIA, DATA, HANDLERS } from './specified-names.js';

interface Space {
  name: string;
  namespace: string;
  elements: Sorted<ElementTreatment>;
  attributes: Sorted<AttributeTreatment>;
  /** What elements of this namespace are put into, and what attributes are put on. */
  root: string;
  host: string;
}

const SPACES: readonly Space[] = [
  { name: 'html', namespace: HTML_NS, elements: HTML_ELEMENT_NAMES, attributes: HTML_ATTRIBUTE_NAMES, root: 'section', host: 'div' },
  { name: 'svg', namespace: SVG_NS, elements: SVG_ELEMENT_NAMES, attributes: SVG_ATTRIBUTE_NAMES, root: 'svg', host: 'g' },
  { name: 'math', namespace: MATHML_NS, elements: MATHML_ELEMENT_NAMES, attributes: MATHML_ATTRIBUTE_NAMES, root: 'math', host: 'mrow' },
];

/** Elements whose own name says that nothing below them is text of the page. */
const WORDLESS = new Set([
  'select',
  'datalist',
  'optgroup',
  'iframe',
  'canvas',
  'noscript',
  'style',
  'template',
  'link',
  'input',
  'source',
  'track',
]);

/**
 * Plants a secret in every element (as its text and as an attribute) and in every attribute of HTML, SVG and MathML, of ARIA and
 * of every event handler: masked by a rule on the element itself (`data-hide`) and by one around it (`.private`), beside the same
 * thing in the open. What the tables call gone is secret in the open, too.
 */
export function plantSpecified({ document, words }: Planting): void {
  const put = (space: Space, name: string, ...nodes: Node[]): void => {
    const root = document.createElementNS(space.namespace, space.root);
    if (name !== '') root.setAttribute('class', name);
    root.append(...nodes);
    document.body.append(root);
  };
  for (const space of SPACES) {
    const make = (tag: string, attributes: Record<string, string>, text = ''): Element => {
      const element = document.createElementNS(space.namespace, tag);
      // An inert type: what it holds is no script, and no sheet of the page.
      if (tag === 'script' || tag === 'style') element.setAttribute('type', 'text/plain');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      if (text !== '') element.append(text);
      return element;
    };
    for (const [treatment, tags] of Object.entries(space.elements) as [ElementTreatment, readonly string[]][]) {
      const carried = treatment === 'carried' || treatment === 'meaningless';
      const why = carried ? undefined : `a ${treatment} element`;
      for (const tag of tags) {
        const own = words(`<${space.name}:${tag}> attribute`, why);
        const text = words(`<${space.name}:${tag}> text`, why ?? (WORDLESS.has(tag) ? 'holds no words' : undefined));
        put(space, '', make(tag, { 'data-hide': '', 'data-note': own.secret }, text.secret));
        put(space, '', make(tag, { 'data-note': own.canary }, text.canary));
        const inside = words(`<${space.name}:${tag}> in a mask`, why);
        put(space, 'private', make(tag, { 'data-note': inside.secret }, inside.secret));
        put(space, '', make(tag, { 'data-note': inside.canary }));
      }
    }
    const attribute = (name: string, treatment: AttributeTreatment): void => {
      const carried = treatment === 'carried' || treatment === 'reference' || treatment === 'style';
      const why = name === 'sizes' ? 'what it chose is carried' : carried ? undefined : `a ${treatment} attribute`;
      const value = (word: string): string => (name === 'style' ? `--own: ${word}` : name === 'usemap' ? `#${word}` : word);
      const own = words(`${space.name} ${name}`, why);
      put(space, '', make(space.host, { 'data-hide': '', [name]: value(own.secret) }));
      put(space, '', make(space.host, { [name]: value(own.canary) }));
      const inside = words(`${space.name} ${name} in a mask`, why);
      put(space, 'private', make(space.host, { [name]: value(inside.secret) }));
      put(space, '', make(space.host, { [name]: value(inside.canary) }));
      if (treatment !== 'gone') return;
      const open = words(`${space.name} ${name} in the open`, 'gone');
      put(space, '', make(space.host, { [name]: open.secret }));
    };
    for (const [treatment, names] of Object.entries(space.attributes) as [AttributeTreatment, readonly string[]][])
      for (const name of names) if (!name.startsWith('xmlns')) attribute(name, treatment);
    for (const name of [...ARIA, ...DATA]) attribute(name, 'carried');
    for (const name of HANDLERS) attribute(name, 'gone');
  }
}
