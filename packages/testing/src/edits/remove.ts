import { growNode } from '../page/grow.js';
import { collect, holdsNodes, liveElements, movableNodes, pickParent, pickReference } from '../page/pick.js';
import { dress } from '../page/grow.js';
import type { Page } from '../page/page.js';
import type { Edits } from './edit.js';

/** Edits that take nodes out, for good or for a while. */
export const REMOVE_EDITS: Edits = {
  removeOne: (page) => takeOut(page) !== undefined,
  removeRun(page) {
    const parent = pickParent(page);
    const from = page.random.int(parent.childNodes.length);
    const run = [...parent.childNodes].slice(from, from + 4).filter((n) => n !== page.document.body && n !== page.document.head);
    for (const node of run) node.remove();
    return run.length > 0;
  },
  removeAll(page) {
    const parent = pickParent(page);
    if (parent === page.document.body || !parent.firstChild) return false;
    parent.textContent = '';
    return true;
  },
  replaceChildren(page) {
    const parent = pickParent(page);
    const kept = [...parent.childNodes].filter(() => page.random.chance(0.5));
    parent.replaceChildren(growNode(page, 2), ...kept);
    return true;
  },
  replaceNode(page) {
    const nodes = movableNodes(page);
    if (nodes.length === 0) return false;
    const node = page.random.pick(nodes);
    if (node.parentNode === page.document) return false;
    node.replaceWith(growNode(page, 3));
    return true;
  },
  /** Removes a parent and, in the same tick, a child of it: the child is already out of sight. */
  removeParentThenChild(page) {
    const nodes = movableNodes(page).filter((n) => n.firstChild);
    if (nodes.length === 0) return false;
    const node = page.random.pick(nodes);
    const below: Node[] = [];
    collect(node, below);
    node.remove();
    for (const child of below) if (child.nodeType !== 11 && page.random.chance(0.4)) (child as ChildNode).remove();
    page.limbo.push(node);
    return true;
  },
  /** Removes a child, then its parent: two removed roots whose subtrees were one. */
  removeChildThenParent(page) {
    const movable: Node[] = movableNodes(page);
    const nodes = movableNodes(page).filter((n) => n.parentNode?.nodeType === 1 && movable.includes(n.parentNode));
    if (nodes.length === 0) return false;
    const child = page.random.pick(nodes);
    const parent = child.parentNode as Element;
    child.remove();
    parent.remove();
    page.limbo.push(page.random.pick([child, parent]));
    return true;
  },
  detach(page) {
    const node = takeOut(page);
    if (!node) return false;
    page.limbo.push(node);
    return true;
  },
  /** A node goes out, and another one of the page then goes into it: two removed roots, one inside the other. */
  removeThenFill(page) {
    const node = takeOut(page);
    if (!node || !holdsNodes(node)) return false;
    const other = takeOut(page);
    if (other && !other.contains(node)) node.appendChild(other);
    page.limbo.push(node);
    return true;
  },
  changeDetached(page) {
    if (page.limbo.length === 0) return false;
    const top = page.random.pick(page.limbo);
    const below: Node[] = [top];
    collect(top, below);
    const node = page.random.pick(below);
    if (node.nodeType === 1) dress(page, node as Element);
    if (holdsNodes(node)) {
      if (page.random.chance(0.5)) node.firstChild?.remove();
      node.appendChild(growNode(page, 3));
    } else node.textContent = page.label();
    return true;
  },
  reattach(page) {
    const node = page.limbo.splice(page.random.int(page.limbo.length), 1)[0];
    if (!node || node.isConnected) return false;
    const parent = pickParent(page);
    parent.insertBefore(node, pickReference(page, parent));
    return true;
  },
  reattachInside(page) {
    if (page.limbo.length < 2) return false;
    const node = page.limbo.shift() as ChildNode;
    const places = page.limbo.filter((n) => holdsNodes(n) && !n.isConnected && n.ownerDocument === page.document);
    if (places.length === 0 || node.isConnected) return false;
    const place = page.random.pick(places);
    if (node.contains(place)) return false;
    place.appendChild(node);
    return true;
  },
  removeAndReadd(page) {
    const nodes = movableNodes(page).filter((n) => n.parentNode !== page.document);
    if (nodes.length === 0) return false;
    const node = page.random.pick(nodes);
    const { parentNode, nextSibling } = node;
    node.remove();
    parentNode?.insertBefore(node, nextSibling);
    return true;
  },
  removeChangeReadd(page) {
    const elements = liveElements(page).filter((e) => e !== page.document.head && e !== page.document.body && holdsNodes(e));
    if (elements.length === 0) return false;
    const element = page.random.pick(elements);
    const { parentNode, nextSibling } = element;
    element.remove();
    dress(page, element);
    element.lastChild?.remove();
    element.append(growNode(page, 2));
    parentNode?.insertBefore(element, nextSibling);
    return true;
  },
  insertAndRemove(page) {
    const parent = pickParent(page);
    const node = growNode(page, 3) as ChildNode;
    parent.append(node);
    page.limbo.push(node);
    node.remove();
    return true;
  },
  /** Into the other document: still somebody's node, no longer ours. */
  adoptAway(page) {
    const node = takeOut(page);
    if (!node) return false;
    page.other.body.append(node);
    page.limbo.push(node);
    node.remove();
    return true;
  },
  intoTemplate(page) {
    const templates = liveElements(page).filter((e): e is HTMLTemplateElement => e.localName === 'template' && 'content' in e);
    const template =
      templates.length > 0 ? page.random.pick(templates) : page.document.body.appendChild(page.document.createElement('template'));
    const nodes = movableNodes(page).filter((n) => n !== template && !n.contains(template) && n.parentNode !== page.document);
    if (nodes.length === 0) return false;
    const node = page.random.pick(nodes);
    try {
      template.content.append(node);
    } catch {
      return false;
    }
    return true;
  },
  fromTemplate(page) {
    const templates = liveElements(page).filter((e): e is HTMLTemplateElement => e.localName === 'template' && 'content' in e);
    const full = templates.filter((t) => t.content.firstChild);
    if (full.length === 0) return false;
    const content = page.random.pick(full).content;
    const parent = pickParent(page);
    parent.append(page.random.chance(0.5) ? content.cloneNode(true) : (content.firstChild as Node));
    return true;
  },
  rangeExtract(page) {
    const nodes = movableNodes(page).filter((n) => n.parentNode !== page.document && n.parentNode !== page.document.documentElement);
    if (nodes.length === 0) return false;
    const first = page.random.pick(nodes);
    const parent = first.parentNode as Node;
    const range = page.document.createRange();
    range.setStartBefore(first);
    range.setEnd(parent, Math.min(parent.childNodes.length, [...parent.childNodes].indexOf(first) + 2));
    const fragment = range.extractContents();
    if (page.random.chance(0.5)) page.limbo.push(...fragment.childNodes);
    return true;
  },
};

function takeOut(page: Page): ChildNode | undefined {
  const nodes = movableNodes(page);
  if (nodes.length === 0) return undefined;
  const node = page.random.pick(nodes);
  node.remove();
  return node;
}
