import { allowedAttribute, allowedElement, HTML_NS, inertElement, MATHML_NS, SVG_NS } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { type AttributeRule, attributeRule } from '../../packages/agent/src/render/attribute-rule.js';
import { ALL_NAMES } from '../../packages/protocol/src/safe/allow-all.js';
import { HTML_ATTRIBUTE_NAMES, HTML_ELEMENT_NAMES } from './spec/html.js';
import { MATHML_ATTRIBUTE_NAMES, MATHML_ELEMENT_NAMES } from './spec/mathml.js';
import type { AttributeTreatment, ElementTreatment, Sorted } from './spec/names.js';
import { SVG_ATTRIBUTE_NAMES, SVG_ELEMENT_NAMES } from './spec/svg.js';

interface Language {
  namespace: string;
  elements: Sorted<ElementTreatment>;
  attributes: Sorted<AttributeTreatment>;
  listedElements: ReadonlySet<string>;
  listedAttributes: ReadonlySet<string>;
}

const listed = (namespace: string) => ALL_NAMES.get(namespace) ?? [new Set<string>(), new Set<string>()];

const LANGUAGES: Record<string, Language> = {
  HTML: {
    namespace: HTML_NS,
    elements: HTML_ELEMENT_NAMES,
    attributes: HTML_ATTRIBUTE_NAMES,
    listedElements: listed(HTML_NS)[0],
    listedAttributes: listed(HTML_NS)[1],
  },
  SVG: {
    namespace: SVG_NS,
    elements: SVG_ELEMENT_NAMES,
    attributes: SVG_ATTRIBUTE_NAMES,
    listedElements: listed(SVG_NS)[0],
    listedAttributes: listed(SVG_NS)[1],
  },
  MathML: {
    namespace: MATHML_NS,
    elements: MATHML_ELEMENT_NAMES,
    attributes: MATHML_ATTRIBUTE_NAMES,
    listedElements: listed(MATHML_NS)[0],
    listedAttributes: listed(MATHML_NS)[1],
  },
};

const all = (sorted: Sorted<string>): string[] => Object.values(sorted).flat();
const yes = (): boolean => true;
const no = (): boolean => false;

/** Rules an attribute of a treatment may meet, on whichever element. Everywhere else it is dropped. */
const RULES: Record<AttributeTreatment, readonly AttributeRule[]> = {
  carried: ['plain', 'css', 'canvas size', 'drop'],
  reference: ['plain', 'css', 'fragment'],
  style: ['style', 'css', 'drop'],
  link: ['link', 'drop'],
  picture: ['picture', 'link', 'drop'],
  gone: ['drop'],
};
/** And one element where it does meet its rule. */
const MET: Partial<Record<AttributeTreatment, readonly AttributeRule[]>> = {
  ...RULES,
  carried: ['plain', 'css'],
  picture: ['picture'],
  link: ['link'],
  style: ['style', 'css'],
};

for (const [name, language] of Object.entries(LANGUAGES)) {
  const { namespace, elements, attributes } = language;

  test(`P5.4 every element of ${name} is sorted once, and what the lists hold is sorted`, () => {
    const names = all(elements);
    expect(names.filter((each, at) => names.indexOf(each) !== at)).toEqual([]);
    expect([...language.listedElements].filter((each) => !names.includes(each))).toEqual([]);
    const wrong: string[] = [];
    for (const [treatment, those] of Object.entries(elements) as [ElementTreatment, string[]][])
      for (const each of those) {
        const listed = allowedElement(namespace, each);
        const inert = [inertElement(namespace, each, yes), inertElement(namespace, each, no)].join();
        const found = listed ? 'listed' : inert;
        const expected =
          treatment === 'carried' || treatment === 'hollow' ? 'listed' : treatment === 'meaningless' ? 'true,false' : undefined;
        // A placeholder in HTML is one because a browser knows the element; elsewhere because names of those languages are read.
        const ok =
          expected === undefined
            ? !listed && found.endsWith('false') && (namespace === HTML_NS || found === 'false,false')
            : found === expected;
        if (!ok) wrong.push(`${each}: ${treatment}, is ${found}`);
      }
    expect(wrong).toEqual([]);
  });

  test(`P5.4 every attribute of ${name} is sorted once and meets its rule on every element`, () => {
    const names = all(attributes);
    expect(names.filter((each, at) => names.indexOf(each) !== at)).toEqual([]);
    const wrong: string[] = [];
    for (const [treatment, those] of Object.entries(attributes) as [AttributeTreatment, string[]][])
      for (const each of those) {
        const met = new Set(all(elements).map((tag) => attributeRule(namespace, tag, each)));
        if ([...met].some((rule) => !RULES[treatment].includes(rule))) wrong.push(`${each}: ${treatment}, meets ${[...met].join()}`);
        if (!MET[treatment]?.some((rule) => met.has(rule))) wrong.push(`${each}: ${treatment}, meets only ${[...met].join()}`);
      }
    expect(wrong).toEqual([]);
  });

  test(`P5.4 nothing of ${name} stands on a list that the specification does not know`, () => {
    const names = all(attributes);
    expect([...language.listedAttributes].filter((each) => !names.includes(each) && !all(HTML_ATTRIBUTE_NAMES).includes(each))).toEqual([]);
  });
}

test('P5.4 a name nobody knows falls closed, in every language', () => {
  for (const { namespace } of Object.values(LANGUAGES)) {
    expect(allowedElement(namespace, 'unheardof')).toBe(false);
    expect(inertElement(namespace, 'unheardof', no)).toBe(false);
    expect(allowedAttribute(namespace, 'unheardof')).toBe(false);
    for (const name of ['onunheardof', 'ONCLICK', 'on', 'srcdoc', 'formaction', 'xlink:actuate', 'xml:base'])
      expect(attributeRule(namespace, 'my-element', name.toLowerCase()), name).toBe('drop');
  }
});
