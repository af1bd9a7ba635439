import { attributeIn, HTML_NS, isUrlAttribute, SVG_NS } from '@sightline/protocol';
import type { Gate } from '../privacy/gate.js';
import type { Assets } from './assets.js';
import type { LateDots } from './late-dots.js';
import type { LateNames } from './late-names.js';
import type { Links } from './links.js';
import type { Natives } from './natives.js';
import type { Shorthands } from './sheets/shorthands.js';
import { mayHoldUrl, rewriteUrls } from './sheets/urls.js';

/** What happens to an attribute of one name, before its element is asked. */
const Rule = { Drop: 0, Plain: 1, Css: 2, Href: 3, Asset: 4, Source: 5, Local: 6, Data: 7 } as const;
type Rule = (typeof Rule)[keyof typeof Rule];

/** Of names that may leave; of others, addresses are dropped. No HTML element but a custom one carries those of SVG. */
const RULES: ReadonlyMap<string, Rule> = new Map(
  Object.entries({
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
    sizes: Rule.Drop,
  }),
);

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

export function createAttributes(options: {
  natives: Natives;
  assets: Assets;
  links: Links;
  gate: Gate;
  late: LateNames;
  restored: Shorthands;
  veiling: LateDots;
}): Attributes {
  const { assets, links, late } = options;
  const { text } = options.gate;
  const { hasAttributes, getAttributeNames, getAttribute } = options.natives;
  const rules = new Map<string, Rule>();
  const names: string[] = [];
  const values: string[] = [];
  let from = late.now;

  const ruleOf = (namespace: string | null, name: string, localName: string): Rule => {
    if (from !== late.now) rules.clear();
    from = late.now;
    const html = namespace === HTML_NS;
    const invented = html && localName.includes('-');
    const key = html && !invented ? name : `${name} ${invented || namespace}`;
    let rule = rules.get(key);
    if (rule === undefined) {
      if (!attributeIn(from, namespace, name, localName)) rule = Rule.Drop;
      else if (name.startsWith('data-') || (invented && !attributeIn(from, HTML_NS, name))) rule = Rule.Data;
      else rule = RULES.get(name) ?? (isUrlAttribute(name) ? Rule.Drop : Rule.Plain);
      if (rules.size < 8192) rules.set(key, rule);
    }
    return rule;
  };
  const hidden = (): string => '';
  const asset = (value: string, element: Element): string => links.stands(value, assets.name, element);
  const href = (element: Element, value: string, namespace: string | null, localName: string): string | undefined => {
    if (localName === 'a' || localName === 'area') return links.publicLink(value);
    if (namespace !== SVG_NS) return undefined;
    if (value.startsWith('#')) return value;
    return links.stands(value, /^(?:image|feImage|use)$/.test(localName) ? assets.name : hidden, element) || undefined;
  };
  const convert = (rule: Rule, element: Element, value: string, namespace: string | null, localName: string): string | undefined => {
    switch (rule) {
      case Rule.Drop:
        return undefined;
      case Rule.Plain:
        return value;
      case Rule.Css: {
        const css = options.veiling.read(options.restored.style(element, value));
        const named = mayHoldUrl(css)
          ? rewriteUrls(css, (address) => links.stands(address, text?.hidesPictures(element) ? hidden : assets.name, element))
          : css;
        return text === undefined ? named : text.css(named, element);
      }
      case Rule.Href:
        return href(element, value, namespace, localName);
      case Rule.Source:
        return localName === 'img' || localName === 'input' ? asset(value, element) : undefined;
      case Rule.Asset:
        return asset(value, element);
      case Rule.Local:
        return value.startsWith('#') ? value : undefined;
      case Rule.Data:
        // Free data, but no addresses: those carry queries.
        return /:\/\/|^\.{0,2}\/\S*[?#]|[?&#][\w.~%-]+=/.test(value) ? undefined : value;
      default:
        return rule satisfies never;
    }
  };
  const one: Attributes['one'] = (element, namespace, localName, name) => {
    const rule = ruleOf(namespace, name, localName);
    if (rule === Rule.Drop) return undefined;
    const value = getAttribute.call(element, name);
    const hides = text?.hidesAttribute(element, name, value ?? '');
    if (hides) return hides === 2 ? undefined : null;
    // An image with nothing but `srcset`, or inside `picture`, shows what the browser chose.
    const chosen = rule === Rule.Source && localName === 'img' && (element as HTMLImageElement).currentSrc;
    if (chosen) return assets.name(chosen);
    return value === null ? null : (convert(rule, element, value, namespace, localName) ?? null);
  };
  return {
    names,
    values,
    one,
    read(element, namespace, localName) {
      const image = localName === 'img';
      if (!image && !hasAttributes.call(element)) return 0;
      const all = getAttributeNames.call(element);
      if (image && !all.includes('src')) all.push('src');
      let count = 0;
      for (let i = 0; i < all.length; i++) {
        const value = one(element, namespace, localName, all[i] as string);
        if (typeof value !== 'string') continue;
        names[count] = all[i] as string;
        values[count++] = value;
      }
      return count;
    },
  };
}
