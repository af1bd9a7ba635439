import { HTML_NS } from '@sightline/protocol';
import { type Projection, projectedAttributes, projectedChildren, projectedName } from './projection.js';
import { stateDifference } from './state.js';
import { wellFormed } from './well-formed.js';

/** The two ends of a mirror and their node tables. */
export interface Ends {
  page: Document;
  mirror: Document;
  /** Without it the page's ids are not compared: those of a document in an iframe are not told. */
  pageId?(node: Node): number | undefined;
  mirrorId(node: Node): number | undefined;
  pageNode?(id: number): Node | undefined;
  mirrorNode(id: number): Node | undefined;
  /** Sizes of the two tables. */
  sizes(): { page: number; mirror: number };
  projection: Projection;
  /** Whether scroll offsets have had the time to arrive. */
  scrollSettled: boolean;
  /** The ends of the document in an iframe; undefined where none is mirrored, then nothing of it is compared. */
  inFrame?(page: Element, mirror: Element): Ends | undefined;
}

/** What differs between a page and its mirror, a line each, at most `limit`; empty where they are equal. */
export function compareTrees(ends: Ends, limit = 6): string[] {
  const found: string[] = [];
  const nodes = { count: 0 };
  compareNode(ends, ends.page, ends.mirror, 'document', found, nodes);
  const sizes = ends.sizes();
  if (ends.pageId && sizes.page !== nodes.count) found.push(`the page’s table has ${sizes.page} nodes, ${nodes.count} are mirrored`);
  if (sizes.mirror !== nodes.count && found.length < limit) found.push(`the mirror’s table has ${sizes.mirror} nodes, ${nodes.count} live`);
  return found.slice(0, limit);
}

function compareNode(ends: Ends, a: Node, b: Node, path: string, found: string[], nodes: { count: number }): void {
  nodes.count++;
  const id = ends.pageId ? ends.pageId(a) : ends.mirrorId(b);
  if (id === undefined || id !== ends.mirrorId(b)) found.push(`${path}: id ${id} on the page, ${ends.mirrorId(b)} in the mirror`);
  else if ((ends.pageNode && ends.pageNode(id) !== a) || ends.mirrorNode(id) !== b) found.push(`${path}: id ${id} names another node`);
  if (a.nodeType === 3) {
    if (b.nodeType !== 3 || !sameText(a as Text, b as Text)) found.push(`${path}: text ${brief(a)} became ${brief(b)}`);
    return;
  }
  if (a.nodeType === 1) compareElement(ends, a as Element, b, path, found, nodes);
  else if (a.nodeType === 9 || a.nodeType === 11) compareChildren(ends, a, b, path, found, nodes);
  // Comments, and whatever else a page may hold, keep their place only.
  else if (b.nodeType !== 8 || b.textContent !== '') found.push(`${path}: ${brief(a)} became ${brief(b)}`);
}

function compareElement(ends: Ends, a: Element, other: Node, path: string, found: string[], nodes: { count: number }): void {
  if (other.nodeType !== 1) {
    found.push(`${path}: ${brief(a)} became ${brief(other)}`);
    return;
  }
  const b = other as Element;
  if (ends.projection.isBox(a)) {
    if (b.localName !== 'sightline-box') found.push(`${path}: ${brief(a)} should be a box and is ${brief(b)}`);
    else if (b.firstChild || b.shadowRoot) found.push(`${path}: a box shows children`);
    return;
  }
  const name = projectedName(a);
  if (b.localName !== name) found.push(`${path}: ${brief(a)} became ${brief(b)}`);
  if (name !== 'sightline-x' && name !== 'style' && b.namespaceURI !== a.namespaceURI) found.push(`${path}: namespace ${b.namespaceURI}`);
  compareAttributes(a, b, path, found);
  if (name === 'sightline-x') {
    compareChildren(ends, a, b, path, found, nodes);
    return;
  }
  const inner = name === 'iframe' ? ends.inFrame?.(a, b) : undefined;
  if (inner) found.push(...compareTrees(inner).map((line) => `${path}/${line}`));
  const difference = stateDifference(a, b, ends.scrollSettled);
  if (difference) found.push(`${path}: ${difference}`);
  if (a.shadowRoot) {
    if (b.shadowRoot) {
      const shadowPath = `${path}/#shadow`;
      for (const key of ['delegatesFocus', 'slotAssignment'] as const)
        if (a.shadowRoot[key] !== b.shadowRoot[key]) found.push(`${shadowPath}: ${key} ${String(b.shadowRoot[key])}`);
      compareNode(ends, a.shadowRoot, b.shadowRoot, shadowPath, found, nodes);
    } else found.push(`${path}: its shadow root is missing`);
  } else if (b.shadowRoot) found.push(`${path}: has a shadow root it should not have`);
  compareChildren(ends, a, b, path, found, nodes);
}

function compareAttributes(a: Element, b: Element, path: string, found: string[]): void {
  const wanted = projectedAttributes(a);
  const seen = new Map<string, string>();
  for (const { name, value } of b.attributes) {
    if (b.localName === 'iframe' && SAFE_FRAME.has(name)) continue;
    // `sightline-*` are the mirror's own marks of hover and focus.
    if (name === 'style') {
      const text = mirroredStyle(b as HTMLElement);
      if (text) seen.set(name, text);
    } else if (!name.startsWith('sightline-')) seen.set(name, value);
  }
  for (const [name, value] of wanted)
    if (comparable(seen.get(name)) !== comparable(value))
      found.push(`${path}: ${name}=${JSON.stringify(value)} became ${JSON.stringify(seen.get(name))}`);
  for (const name of seen.keys())
    if (!wanted.has(name)) found.push(`${path}: has ${name}=${JSON.stringify(seen.get(name))} it should not have`);
}

/** What the renderer makes an iframe harmless with. */
const SAFE_FRAME = new Set(['sandbox', 'credentialless', 'referrerpolicy', 'srcdoc']);

/** A canvas's picture is its `content`, put there by the renderer. */
function mirroredStyle(element: HTMLElement): string | undefined {
  if (element.localName !== 'canvas' || !element.style) return element.style?.cssText;
  const scratch = document.createElement('i');
  scratch.style.cssText = element.style.cssText;
  scratch.style.removeProperty('content');
  return scratch.style.cssText;
}

function compareChildren(ends: Ends, a: Node, b: Node, path: string, found: string[], nodes: { count: number }): void {
  const wanted = projectedChildren(a, ends.projection);
  const seen: Node[] = [];
  for (let child = b.firstChild; child; child = child.nextSibling) {
    if (ends.mirrorId(child) !== undefined) seen.push(child);
    else if (!isFurniture(child)) found.push(`${path}: holds ${brief(child)} that is nobody's`);
  }
  const length = Math.min(wanted.length, seen.length);
  for (let i = 0; i < length && found.length < 12; i++) {
    const child = wanted[i] as Node;
    compareNode(ends, child, seen[i] as Node, `${path}/${brief(child)}[${i}]`, found, nodes);
  }
  if (wanted.length !== seen.length)
    found.push(`${path}: ${wanted.length} children (${wanted.map(brief).join()}) became ${seen.length} (${seen.map(brief).join()})`);
}

/** A reference means the same with quotes and without. */
const comparable = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : wellFormed(value).replace(/url\(["']?([^"')]*)["']?\)/g, 'url($1)');

/** What the renderer itself puts into its document. */
const isFurniture = (node: Node): boolean =>
  node.nodeType === 10 ||
  (node.nodeType === 1 && (node as Element).namespaceURI === HTML_NS && ['meta', 'style'].includes((node as Element).localName));

const sameText = (a: Text, b: Text): boolean => a.data === b.data || wellFormed(a.data) === wellFormed(b.data);

function brief(node: Node): string {
  if (node.nodeType === 1) return (node as Element).localName;
  if (node.nodeType === 3) return JSON.stringify((node as Text).data.slice(0, 24));
  return node.nodeName;
}
