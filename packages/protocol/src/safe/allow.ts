import {
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

/** Whether an element may be mirrored under its own name. Others are carried as `sightline-x` with no attributes. */
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

/** Whether an attribute may be mirrored. `name` is the qualified name, lower case for HTML. */
export function allowedAttribute(namespace: string, name: string): boolean {
  if (name.startsWith('on')) return false;
  if (name.startsWith('data-') || name.startsWith('aria-')) return /^[^\s/>"'=]+$/.test(name);
  switch (namespace) {
    case HTML_NS:
      return HTML_ATTRIBUTES.has(name);
    case SVG_NS:
      return SVG_ATTRIBUTES.has(name);
    case MATHML_NS:
      return MATHML_ATTRIBUTES.has(name);
    default:
      return false;
  }
}

/** Whether an attribute holds an address (or a list of them) and passes the address rules instead of going as it is. */
export const isUrlAttribute = (name: string): boolean => URL_ATTRIBUTES.has(name);
