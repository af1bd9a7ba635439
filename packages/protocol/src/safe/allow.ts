import { ACTIVE_ATTRIBUTES, HTML_ATTRIBUTES, HTML_ELEMENTS, SVG_COMMON_ATTRIBUTES, SVG_COMMON_ELEMENTS, URL_ATTRIBUTES } from './lists.js';
import { HTML_NS, MATHML_NS, SVG_NS } from './namespaces.js';
import { words } from './words.js';

/** Names by namespace that may stand in a mirror. */
export type NameLists = ReadonlyMap<string | null, readonly [elements: ReadonlySet<string>, attributes: ReadonlySet<string>]>;

/** All but what `rare-lists.ts` has; the namespace of MathML is known all the same. */
export const COMMON_NAMES: NameLists = new Map([
  [HTML_NS, [HTML_ELEMENTS, HTML_ATTRIBUTES]],
  [SVG_NS, [SVG_COMMON_ELEMENTS, SVG_COMMON_ATTRIBUTES]],
  [MATHML_NS, [new Set<string>(), new Set<string>()]],
]);

/** Whether an element may be mirrored under its own name. Others, where not inert, are carried as `sightline-x` with no attributes. */
export const elementIn = (lists: NameLists, namespace: string | null, localName: string): boolean =>
  lists.get(namespace)?.[0].has(localName) || (namespace === HTML_NS && /^(?=.*-)[a-z][^\s/>\0"'<=A-Z]*$/.test(localName));

/** Names whose content acts or is read by us in a way of its own, whatever their namespace. */
const NEVER_FOREIGN = words('script style template iframe noscript');

/**
 * Whether an element that is on no list may still be mirrored under its own name, because a browser gives it no meaning: in a
 * foreign namespace any, in HTML one that `unknownHere`, asked of the browser at hand, calls an `HTMLUnknownElement`.
 */
export const inertElement = (namespace: string | null, localName: string, unknownHere: (localName: string) => boolean): boolean =>
  !NEVER_FOREIGN.has(localName) && (namespace === HTML_NS ? unknownHere(localName) : !COMMON_NAMES.has(namespace));

/** Attributes that say something of an element in a foreign namespace. */
const FOREIGN_ATTRIBUTES = words('class id part slot');

/** Attributes frameworks put on every element for their scoped styles and cloaks. */
const FRAMEWORK = /^(?:_ng(?:content|host)-[\w-]+|ng-(?:cloak|version)|[vx]-cloak)$/;

/**
 * Whether an attribute of a custom element may be mirrored: any name of its own invention passes, as selectors use them; a name
 * HTML knows has to be on the list like everywhere else.
 */
const allowedOnCustom = (name: string): boolean =>
  /^[a-z_][\w.-]*$/i.test(name) && !ACTIVE_ATTRIBUTES.has(name) && (!URL_ATTRIBUTES.has(name) || HTML_ATTRIBUTES.has(name));

/** Whether an attribute may be mirrored. `name` is the qualified name, lower case for HTML; `localName` the element's. */
export function attributeIn(lists: NameLists, namespace: string | null, name: string, localName = ''): boolean {
  if (name.startsWith('on')) return false;
  if (/^(?:data|aria)-/.test(name)) return /^[^\s/>"'=]+$/.test(name);
  return (
    (lists.get(namespace)?.[1] ?? FOREIGN_ATTRIBUTES).has(name) ||
    (namespace === HTML_NS && (FRAMEWORK.test(name) || (localName.includes('-') && allowedOnCustom(name))))
  );
}

/** Whether an attribute holds an address (or a list of them) and passes the address rules instead of going as it is. */
export const isUrlAttribute = (name: string): boolean => URL_ATTRIBUTES.has(name);
