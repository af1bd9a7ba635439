import { allowedAttribute, allowedElement, HTML_NS, isUrlAttribute } from '@sightline/protocol';

/**
 * What a mirror should show of a page's node, written down independently of the code that captures: the allow lists, the
 * kinds whose content never travels, and the address rules.
 */
export interface Projection {
  /** The page's own rules: an element that is carried as a box. */
  isBox(element: Element): boolean;
  /** Nodes that are not mirrored at all. */
  isOurs(node: Node): boolean;
}

/** The name an element has in the mirror. */
export const projectedName = (element: Element): string =>
  allowedElement(element.namespaceURI ?? '', element.localName) || meaningless(element) ? element.localName : 'sightline-x';

const FOREIGN_BUT_READ = ['script', 'style', 'template', 'iframe', 'noscript'];

/** An element no browser gives a meaning to: it is shown by its children and what the page's rules say of it. */
function meaningless(element: Element): boolean {
  if (FOREIGN_BUT_READ.includes(element.localName)) return false;
  const brand = Object.prototype.toString.call(element);
  return element.namespaceURI === HTML_NS ? brand === '[object HTMLUnknownElement]' : brand === '[object Element]';
}

/** Elements that keep their place but none of their children. */
const HOLLOW = new Set(['style', 'link', 'noscript', 'template', 'iframe', 'script']);

/** Elements that keep their place and nothing else. */
const BARE = new Set(['noscript', 'template']);

/** The children a mirror should have for this node. */
export function projectedChildren(node: Node, by: Projection): Node[] {
  if (node.nodeType === 1) {
    const element = node as Element;
    if (projectedName(element) === 'sightline-x' || by.isBox(element)) return [];
    if (HOLLOW.has(element.localName)) return [];
  }
  const list: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.nodeType !== 10 && !by.isOurs(child)) list.push(child);
  return list;
}

/** The attributes a mirror should have, by qualified name. */
export function projectedAttributes(element: Element): Map<string, string> {
  const map = new Map<string, string>();
  if (projectedName(element) === 'sightline-x' || (element.namespaceURI === HTML_NS && BARE.has(element.localName))) return map;
  const namespace = element.namespaceURI ?? '';
  for (const { name, value } of element.attributes) {
    // An access key would act inside the viewer from the agent's own keyboard.
    if (!allowedAttribute(namespace, name, element.localName) || name === 'accesskey') continue;
    if (name === 'style') {
      const text = (element as HTMLElement).style?.cssText;
      if (text) map.set(name, text);
    } else if (!isUrlAttribute(name)) map.set(name, value);
    else {
      const address = projectedAddress(element, name, value);
      if (address !== undefined) map.set(name, address);
    }
  }
  return map;
}

/** Links keep origin and path, references into the same drawing stay, small pictures stay, all else is dropped. */
function projectedAddress(element: Element, name: string, value: string): string | undefined {
  if (name.endsWith('href')) {
    if (!['a', 'area'].includes(element.localName)) return value.startsWith('#') && element.namespaceURI !== HTML_NS ? value : undefined;
    // A link that leads nowhere a mirror may name still looks like a link.
    const url = new URL(value, element.baseURI);
    return /^https?:$/.test(url.protocol) ? url.origin + url.pathname : '#';
  }
  return element.localName === 'img' && name === 'src' && value.startsWith('data:image/') ? value : undefined;
}
