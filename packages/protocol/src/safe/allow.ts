import {
  ACTIVE_ATTRIBUTES,
  HTML_ATTRIBUTES,
  HTML_ELEMENTS,
  MATHML_ATTRIBUTES,
  MATHML_ELEMENTS,
  SVG_ATTRIBUTES,
  SVG_ELEMENTS,
  URL_ATTRIBUTES,
} from './lists.js';

export const HTML_NS = 'http://www.w3.org/1999/xhtml';
export const SVG_NS = 'http://www.w3.org/2000/svg';
export const MATHML_NS = 'http://www.w3.org/1998/Math/MathML';

/** Whether an element may be mirrored under its own name. Others, where not inert, are carried as `sightline-x` with no attributes. */
export function allowedElement(namespace: string, localName: string): boolean {
  switch (namespace) {
    case HTML_NS:
      return HTML_ELEMENTS.has(localName) || (localName.includes('-') && /^[a-z][^\s/>\0"'<=A-Z]*$/.test(localName));
    case SVG_NS:
      return SVG_ELEMENTS.has(localName);
    case MATHML_NS:
      return MATHML_ELEMENTS.has(localName);
    default:
      return false;
  }
}

/** Names whose content acts or is read by us in a way of its own, whatever their namespace. */
const NEVER_FOREIGN = new Set(['script', 'style', 'template', 'iframe', 'noscript']);

/**
 * Whether an element that is on no list may still be mirrored under its own name, because a browser gives it no meaning: in a
 * foreign namespace any, in HTML one that `unknownHere`, asked of the browser at hand, calls an `HTMLUnknownElement`.
 */
export function inertElement(namespace: string, localName: string, unknownHere: (localName: string) => boolean): boolean {
  if (NEVER_FOREIGN.has(localName)) return false;
  return namespace === HTML_NS ? unknownHere(localName) : namespace !== SVG_NS && namespace !== MATHML_NS;
}

/** Attributes that say something of an element in a foreign namespace. */
const FOREIGN_ATTRIBUTES = new Set(['class', 'id', 'part', 'slot']);

/** Attributes frameworks put on every element for their scoped styles and cloaks. */
const FRAMEWORK = /^(?:_ng(?:content|host)-[\w-]+|ng-(?:cloak|version)|[vx]-cloak)$/;

/**
 * Whether an attribute of a custom element may be mirrored: any name of its own invention passes, as selectors use them; a name
 * HTML knows has to be on the list like everywhere else.
 */
const allowedOnCustom = (name: string): boolean =>
  /^[a-z_][\w.-]*$/i.test(name) && !ACTIVE_ATTRIBUTES.has(name) && (!URL_ATTRIBUTES.has(name) || HTML_ATTRIBUTES.has(name));

/** Whether an attribute may be mirrored. `name` is the qualified name, lower case for HTML; `localName` the element's. */
export function allowedAttribute(namespace: string, name: string, localName = ''): boolean {
  if (name.startsWith('on')) return false;
  if (name.startsWith('data-') || name.startsWith('aria-')) return /^[^\s/>"'=]+$/.test(name);
  switch (namespace) {
    case HTML_NS:
      return HTML_ATTRIBUTES.has(name) || FRAMEWORK.test(name) || (localName.includes('-') && allowedOnCustom(name));
    case SVG_NS:
      return SVG_ATTRIBUTES.has(name);
    case MATHML_NS:
      return MATHML_ATTRIBUTES.has(name);
    default:
      return FOREIGN_ATTRIBUTES.has(name);
  }
}

/** Whether an attribute holds an address (or a list of them) and passes the address rules instead of going as it is. */
export const isUrlAttribute = (name: string): boolean => URL_ATTRIBUTES.has(name);
