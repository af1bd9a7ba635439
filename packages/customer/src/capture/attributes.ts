import { allowedAttribute, HTML_NS, SVG_NS } from '@sightline/protocol';
import type { Gate } from '../privacy/gate.js';
import type { Assets } from './assets.js';
import type { Links } from './links.js';
import type { Natives } from './natives.js';
import { mayHoldUrl, rewriteUrls } from './sheets/urls.js';

/** What happens to an attribute of one name, before its element is asked. */
const Rule = { Drop: 0, Plain: 1, Css: 2, Href: 3, Asset: 4, Source: 5, Local: 6, Data: 7 } as const;
type Rule = (typeof Rule)[keyof typeof Rule];

const RULES: Readonly<Record<string, Rule>> = {
  style: Rule.Css,
  fill: Rule.Css,
  stroke: Rule.Css,
  filter: Rule.Css,
  mask: Rule.Css,
  cursor: Rule.Css,
  'clip-path': Rule.Css,
  'marker-start': Rule.Css,
  'marker-mid': Rule.Css,
  'marker-end': Rule.Css,
  href: Rule.Href,
  'xlink:href': Rule.Href,
  src: Rule.Source,
  poster: Rule.Asset,
  background: Rule.Asset,
  usemap: Rule.Local,
  srcset: Rule.Drop,
  sizes: Rule.Drop,
  imagesizes: Rule.Drop,
  imagesrcset: Rule.Drop,
  cite: Rule.Drop,
  itemid: Rule.Drop,
  longdesc: Rule.Drop,
  data: Rule.Drop,
  action: Rule.Drop,
  formaction: Rule.Drop,
};

/** Decides how attributes leave: as they are, as an asset, as a public address, or not at all. */
export interface Attributes {
  /**
   * Reads the attributes that may leave into `names` and `values` and returns how many; the arrays are used again at the next
   * call. `count` first on the wire needs them all before one is written.
   */
  read(element: Element, namespace: string | null, localName: string): number;
  /** One attribute as it leaves now; undefined where its name never does, null where it is not there or its value must not leave. */
  one(element: Element, namespace: string | null, localName: string, name: string): string | null | undefined;
  readonly names: string[];
  readonly values: string[];
}

export function createAttributes(options: { natives: Natives; assets: Assets; links: Links; gate: Gate }): Attributes {
  const { assets, links } = options;
  const { text } = options.gate;
  const { hasAttributes, getAttributeNames, getAttribute } = options.natives;
  const html = new Map<string, Rule>();
  const custom = new Map<string, Rule>();
  const other = new Map<string, Rule>();
  const names: string[] = [];
  const values: string[] = [];

  const ruleOf = (namespace: string | null, name: string, localName: string): Rule => {
    const invented = namespace === HTML_NS && localName.includes('-');
    const cache = invented ? custom : namespace === HTML_NS ? html : other;
    const key = namespace === HTML_NS || namespace === SVG_NS ? name : `${name} ${namespace}`;
    let rule = cache.get(key);
    if (rule === undefined) {
      rule = Rule.Drop;
      if (allowedAttribute(namespace ?? '', name, localName)) {
        if (name.startsWith('data-') || (invented && !allowedAttribute(HTML_NS, name))) rule = Rule.Data;
        else rule = (Object.hasOwn(RULES, name) ? RULES[name] : undefined) ?? Rule.Plain;
        if (rule === Rule.Css && namespace === HTML_NS && name !== 'style') rule = Rule.Plain;
      }
      if (cache.size < 4096) cache.set(key, rule);
    }
    return rule;
  };
  const asset = (value: string): string => {
    const absolute = links.absolute(value);
    return absolute === '' ? '' : assets.name(absolute);
  };
  const href = (value: string, namespace: string | null, localName: string): string | undefined => {
    if (localName === 'a' || localName === 'area') return links.publicLink(value);
    if (namespace !== SVG_NS) return undefined;
    if (value.startsWith('#')) return value;
    return localName === 'image' || localName === 'feImage' || localName === 'use' ? asset(value) : undefined;
  };
  const source = (element: Element, value: string, localName: string): string | undefined => {
    if (localName === 'img') {
      const chosen = (element as HTMLImageElement).currentSrc;
      return chosen ? assets.name(chosen) : asset(value);
    }
    return localName === 'input' ? asset(value) : undefined;
  };
  const convert = (rule: Rule, element: Element, value: string, namespace: string | null, localName: string): string | undefined => {
    switch (rule) {
      case Rule.Drop:
        return undefined;
      case Rule.Plain:
        return value;
      case Rule.Css: {
        const named = mayHoldUrl(value) ? rewriteUrls(value, links.base(), text?.hidesPictures(element) ? () => '' : assets.name) : value;
        return text === undefined ? named : text.css(named, element);
      }
      case Rule.Href:
        return href(value, namespace, localName);
      case Rule.Source:
        return source(element, value, localName);
      case Rule.Asset:
        return asset(value);
      case Rule.Local:
        return value.startsWith('#') ? value : undefined;
      case Rule.Data:
        // Free data, but no addresses: those carry queries.
        return value.includes('://') || /^\.{0,2}\/\S*[?#]/.test(value) ? undefined : value;
      default:
        return rule satisfies never;
    }
  };
  return {
    names,
    values,
    read(element, namespace, localName) {
      if (localName !== 'img' && !hasAttributes.call(element)) return 0;
      const all = getAttributeNames.call(element);
      let count = 0;
      let imageSource = localName !== 'img' || namespace !== HTML_NS;
      for (let i = 0; i < all.length; i++) {
        const name = all[i] as string;
        const rule = ruleOf(namespace, name, localName);
        if (rule === Rule.Drop) continue;
        let value = getAttribute.call(element, name);
        if (value === null || text?.hidesAttribute(element, name, value)) continue;
        if (rule !== Rule.Plain) {
          if (rule === Rule.Source) imageSource = true;
          const converted = convert(rule, element, value, namespace, localName);
          if (converted === undefined) continue;
          value = converted;
        }
        names[count] = name;
        values[count] = value;
        count++;
      }
      // An image with nothing but `srcset`, or inside `picture`, shows what the browser chose.
      if (!imageSource) {
        const chosen = (element as HTMLImageElement).currentSrc;
        if (chosen) {
          names[count] = 'src';
          values[count] = assets.name(chosen);
          count++;
        }
      }
      return count;
    },
    one(element, namespace, localName, name) {
      const asked = namespace === HTML_NS && localName === 'img' && (name === 'srcset' || name === 'sizes') ? 'src' : name;
      const rule = ruleOf(namespace, asked, localName);
      if (rule === Rule.Drop) return undefined;
      const value = getAttribute.call(element, asked);
      const hides = text?.hidesAttribute(element, asked, value ?? '');
      if (hides) return hides === 2 ? undefined : null;
      if (value !== null) return convert(rule, element, value, namespace, localName) ?? null;
      if (asked === 'src' && localName === 'img' && namespace === HTML_NS) {
        const chosen = (element as HTMLImageElement).currentSrc;
        if (chosen) return assets.name(chosen);
      }
      return null;
    },
  };
}
