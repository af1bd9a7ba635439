import type { Page } from './page.js';

/** Whether edits may put nodes here: not where the content is the sheet's, a script's or a frame's. */
const HOLDS_NO_NODES = new Set(['style', 'script', 'iframe', 'title', 'textarea']);

/** Every node of the page in tree order, shadow roots before the children, the document left out. */
export function liveNodes(page: Page): Node[] {
  const list: Node[] = [];
  collect(page.document, list);
  return list;
}

/** Every node of the subtree below `root`, shadow roots included, `root` left out. */
export function collect(root: Node, list: Node[]): void {
  const shadow = shadowOf(root);
  if (shadow) {
    list.push(shadow);
    collect(shadow, list);
  }
  for (let child = root.firstChild; child; child = child.nextSibling) {
    list.push(child);
    collect(child, list);
  }
}

export const shadowOf = (node: Node): ShadowRoot | null => (node.nodeType === 1 ? (node as Element).shadowRoot : null);

/** The elements of the page below its root element. */
export const liveElements = (page: Page): Element[] =>
  liveNodes(page).filter((n): n is Element => n.nodeType === 1 && n !== page.document.documentElement);

/** Elements edits may take out, replace or move: neither the root nor `head` and `body`. */
export const movableNodes = (page: Page): ChildNode[] =>
  liveNodes(page).filter((n): n is ChildNode => n.nodeType !== 11 && n.nodeType !== 10 && !isPillar(page, n));

const isPillar = (page: Page, node: Node): boolean =>
  node === page.document.documentElement || node === page.document.head || node === page.document.body;

/** Some place for a child: an element or a shadow root of the page. */
export function pickParent(page: Page): Element | ShadowRoot {
  const places = liveNodes(page).filter((n): n is Element | ShadowRoot => holdsNodes(n) && n !== page.document.documentElement);
  return page.random.pick(places);
}

/** Whether a node may be given children by an edit. */
export const holdsNodes = (node: Node): boolean =>
  node.nodeType === 11 || (node.nodeType === 1 && !HOLDS_NO_NODES.has((node as Element).localName));

/** Some child of `parent`, or null for its end. */
export function pickReference(page: Page, parent: Node): Node | null {
  const index = page.random.int(parent.childNodes.length + 1);
  return parent.childNodes[index] ?? null;
}

/** Whether `node` is `other` or holds it, through shadow roots and template contents alike. */
export function holds(node: Node, other: Node): boolean {
  for (let at: Node | null = other; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) if (at === node) return true;
  return false;
}
