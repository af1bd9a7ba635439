import { HTML_NS } from '@sightline/protocol';
import { type AttributeRule, attributeRule } from './attribute-rule.js';
import { QUIET_NS } from './base-sheet.js';
import type { Canvases } from './canvases.js';
import { type CssContext, rewriteDeclarations } from './css/rewrite.js';
import { COST, type Effort } from './effort.js';
import { assetAddress, imageAddress } from './css/urls.js';
import type { Natives } from './natives.js';
import type { createUses, Uses } from './uses.js';

const XLINK_NS = 'http://www.w3.org/1999/xlink';
const XML_NS = 'http://www.w3.org/XML/1998/namespace';
const RULES_KEPT = 10_000;

export interface Attributes {
  /** Sets an attribute from the wire, or leaves it off where the rules forbid it. */
  set(element: Element, name: string, value: string): void;
  remove(element: Element, name: string): void;
  readonly uses: Uses | undefined;
}

/**
 * The allow list, applied again on this side (design decision 9): a stream is not trusted to have passed the capture's.
 * `style` goes through CSSOM because a console's CSP blocks style attributes.
 */
export function createAttributes(
  o: {
    natives: Natives;
    css: CssContext;
    canvases: Canvases;
    createUses: typeof createUses | undefined;
    /** The service may send the browser to where a picture is. */
    direct: boolean;
  } & Effort,
): Attributes {
  const { natives, css, canvases } = o;
  const { assetBase } = css;
  /** By element, then by attribute: every attribute of a page passes here, and few elements have many kinds. */
  const rules = new Map<string, Map<string, AttributeRule>>();
  let known = 0;
  const ruleFor = (namespace: string, tag: string, name: string): AttributeRule => {
    const element = namespace === HTML_NS ? tag : `${namespace} ${tag}`;
    let own = rules.get(element);
    if (own === undefined) {
      own = new Map();
      if (known < RULES_KEPT) rules.set(element, own);
    }
    let rule = own.get(name);
    if (rule === undefined) {
      rule = attributeRule(namespace, tag, name);
      if (known++ < RULES_KEPT) own.set(name, rule);
    }
    return rule;
  };
  const spaceOf = (element: Element): string => {
    const own = natives.namespace(element);
    return own === QUIET_NS ? HTML_NS : own;
  };
  const ruleOf = (element: Element, name: string): AttributeRule => ruleFor(spaceOf(element), natives.tag(element), name);
  const put = (element: Element, name: string, value: string): void => {
    if (name.startsWith('xlink:')) natives.setAttributeNS(element, XLINK_NS, name, value);
    else if (name.startsWith('xml:')) natives.setAttributeNS(element, XML_NS, name, value);
    else natives.setAttribute(element, name, value);
  };
  const take = (element: Element, name: string): void => natives.removeAttribute(element, name);
  const putOr = (element: Element, name: string, value: string | undefined): void =>
    value === undefined ? take(element, name) : put(element, name, value);
  /** A browser writes the value of a field that becomes a button or a box into its attribute; what the page's browser did is told. */
  const putType = (element: Element, value: string): void => {
    const kept = element.getAttribute('value');
    // A password is always a box. One all the same is not to be filled in by the agent's browser.
    put(element, 'type', /^password$/i.test(value) ? 'text' : value);
    if (element.getAttribute('value') !== kept) putOr(element, 'value', kept ?? undefined);
  };
  /** Wherever the service sends the browser to, it goes there without credentials, or not at all. */
  const putDirect = (element: Element, address: string | undefined): void => {
    put(element, 'crossorigin', 'anonymous');
    putOr(element, 'src', address?.startsWith('data:') ? address : address?.replace(/#|$/, '?direct$&'));
  };
  const uses = o.createUses?.({ natives, put, spend: o.spend });
  return {
    uses,
    set(element, name, value) {
      const namespace = spaceOf(element);
      const tag = natives.tag(element);
      const rule = ruleFor(namespace, tag, name);
      switch (rule) {
        case 'drop':
          return;
        case 'plain':
          if (name === 'id') uses?.changed();
          return name === 'type' && tag === 'input' ? putType(element, value) : put(element, name, value);
        case 'style':
          natives.style(element).cssText = rewriteDeclarations(value, css);
          if (tag === 'canvas') canvases.restyled(element as HTMLCanvasElement);
          return;
        case 'css':
          if (name === 'id') uses?.changed();
          return put(element, name, rewriteDeclarations(value, css));
        case 'link':
          return putOr(element, name, /^https?:\/\//i.test(value) || value.startsWith('#') ? value : undefined);
        case 'canvas': {
          const address = assetAddress(value, assetBase);
          if (address === undefined) return;
          o.spend(COST.request);
          canvases.show(element as HTMLCanvasElement, address);
          return;
        }
        case 'canvas size':
          if (element.getAttribute(name) === value) return;
          put(element, name, value);
          return canvases.resized(element as HTMLCanvasElement);
        case 'fragment':
          return putOr(element, name, value.startsWith('#') ? value : undefined);
        case 'picture':
          if (tag === 'use' && uses?.took(element, name, value)) return;
          if (value.startsWith('#') && namespace !== HTML_NS) return put(element, name, value);
          if (o.direct && tag === 'img' && name === 'src') return putDirect(element, imageAddress(value, assetBase));
          return putOr(
            element,
            name,
            name.endsWith('href') && tag === 'use' ? assetAddress(value, assetBase) : imageAddress(value, assetBase),
          );
        default:
          rule satisfies never;
      }
    },
    remove(element, name) {
      if (name === 'id') uses?.changed();
      uses?.drop(element, name);
      if (ruleOf(element, name) !== 'drop') take(element, name);
    },
  };
}
