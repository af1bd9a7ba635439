import { holds, liveNodes, movableNodes, pickParent, pickReference, shadowOf } from '../page/pick.js';
import type { Page } from '../page/page.js';
import type { Edits } from './edit.js';

/** Edits that put nodes elsewhere in the page. */
export const MOVE_EDITS: Edits = {
  move: (page) => move(page, () => true),
  moveAcrossRoots: (page) => move(page, (node, parent) => node.getRootNode() !== parent.getRootNode()),
  moveRun(page) {
    const parent = pickParent(page);
    const target = pickParent(page);
    const run = [...parent.childNodes].filter((n) => !isPillar(page, n) && !holds(n, target)).slice(0, 5);
    if (run.length === 0) return false;
    const reference = pickReference(page, target);
    for (const node of run) target.insertBefore(node, reference && run.includes(reference as ChildNode) ? null : reference);
    return true;
  },
  reverseChildren(page) {
    const parent = pickParent(page);
    const nodes = [...parent.childNodes];
    if (nodes.length < 2) return false;
    for (const node of nodes.reverse()) parent.append(node);
    return true;
  },
  shuffleChildren(page) {
    const parent = pickParent(page);
    const nodes = [...parent.childNodes];
    if (nodes.length < 2) return false;
    for (const node of nodes) if (page.random.chance(0.6)) parent.insertBefore(node, pickReference(page, parent));
    return true;
  },
  swap(page) {
    const nodes = movableNodes(page).filter((n) => n.parentNode !== page.document);
    if (nodes.length < 2) return false;
    const [a, b] = [page.random.pick(nodes), page.random.pick(nodes)];
    if (holds(a, b) || holds(b, a)) return false;
    const place = page.document.createTextNode('');
    a.replaceWith(place);
    b.replaceWith(a);
    place.replaceWith(b);
    return true;
  },
  /** A child rises above its parent, which then goes below it. */
  turnInsideOut(page) {
    const nodes = movableNodes(page).filter((n) => n.nodeType === 1 && n.parentNode?.nodeType === 1 && !isPillar(page, n.parentNode));
    if (nodes.length === 0) return false;
    const child = page.random.pick(nodes) as Element;
    const parent = child.parentNode as Element;
    if (parent.parentNode === page.document || ['style', 'script', 'iframe'].includes(child.localName)) return false;
    parent.before(child);
    child.append(parent);
    return true;
  },
  moveBefore(page) {
    const parent = pickParent(page) as Element & { moveBefore?(node: Node, reference: Node | null): void };
    const nodes = movableNodes(page).filter((n) => !holds(n, parent) && n.nodeType !== 7 && n.parentNode !== page.document);
    if (nodes.length === 0 || !parent.moveBefore) return false;
    const node = page.random.pick(nodes);
    const reference = pickReference(page, parent);
    parent.moveBefore(node, reference === node ? null : reference);
    return true;
  },
  moveIntoOwnShadow(page) {
    const hosts = liveNodes(page).filter((n) => shadowOf(n) && n.firstChild);
    if (hosts.length === 0) return false;
    const host = page.random.pick(hosts);
    (shadowOf(host) as ShadowRoot).append(host.firstChild as Node);
    return true;
  },
};

function move(page: Page, fits: (node: Node, parent: Node) => boolean): boolean {
  const parent = pickParent(page);
  const nodes = movableNodes(page).filter((n) => !holds(n, parent) && fits(n, parent));
  if (nodes.length === 0) return false;
  const node = page.random.pick(nodes);
  const reference = pickReference(page, parent);
  parent.insertBefore(node, reference === node ? null : reference);
  return true;
}

const isPillar = (page: Page, node: Node): boolean => node === page.document.head || node === page.document.body;
