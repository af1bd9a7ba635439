import { growNode } from '../page/grow.js';
import { holds, holdsNodes, liveElements, movableNodes, pickParent, pickReference } from '../page/pick.js';
import type { Edits } from './edit.js';

/** Edits that bring new nodes. */
export const INSERT_EDITS: Edits = {
  insertOne(page) {
    const parent = pickParent(page);
    parent.insertBefore(growNode(page, 0), pickReference(page, parent));
    return true;
  },
  insertTree(page) {
    const parent = pickParent(page);
    parent.insertBefore(growNode(page, 10), pickReference(page, parent));
    return true;
  },
  insertRun(page) {
    const parent = pickParent(page);
    const fragment = page.document.createDocumentFragment();
    for (let n = 2 + page.random.int(5); n > 0; n--) fragment.append(growNode(page, 2));
    parent.insertBefore(fragment, pickReference(page, parent));
    return true;
  },
  /** Siblings inserted backwards: each new node's previous sibling comes later than itself. */
  insertBackwards(page) {
    const parent = pickParent(page);
    let before = pickReference(page, parent);
    for (let n = 2 + page.random.int(4); n > 0; n--) before = parent.insertBefore(growNode(page, 1), before);
    return true;
  },
  /** A tree built in the page from the root down: every node is its own record. */
  growInPlace(page) {
    let parent: Node = pickParent(page);
    for (let n = 2 + page.random.int(4); n > 0; n--) {
      const node = growNode(page, 1);
      parent.insertBefore(node, pickReference(page, parent));
      if (holdsNodes(node)) parent = node;
    }
    return true;
  },
  innerHTML(page) {
    const parent = pickParent(page);
    const l = page.label();
    parent.innerHTML = page.random.pick([
      `<p class=a>${l}<b>bold</b> tail</p><!-- c --><ul><li>1<li>2</ul>`,
      `<svg viewBox="0 0 9 9"><g><circle r=3></g></svg>${l}`,
      `<table><tr><td>${l}</table>`,
      `<select><option>1<option selected>${l}</select><input value=${l}><textarea>${l}</textarea>`,
      `<template><i>inert</i></template><noscript>no</noscript>${l}`,
      '',
    ]);
    return true;
  },
  insertAdjacentHTML(page) {
    const elements = liveElements(page).filter((e) => holdsNodes(e));
    if (elements.length === 0) return false;
    page.random.pick(elements).insertAdjacentHTML(page.random.pick(['afterbegin', 'beforeend']), `<em>${page.label()}</em>!`);
    return true;
  },
  cloneNode(page) {
    const nodes = movableNodes(page);
    if (nodes.length === 0) return false;
    const parent = pickParent(page);
    parent.insertBefore(page.random.pick(nodes).cloneNode(true), pickReference(page, parent));
    return true;
  },
  adoptNode(page) {
    const { other, document, random } = page;
    const node = other.createElement(random.pick(['div', 'input', 'p']));
    node.append(other.createTextNode(page.label()), other.createElement('b'));
    const parent = pickParent(page);
    parent.insertBefore(random.chance(0.5) ? document.adoptNode(node) : document.importNode(node, true), pickReference(page, parent));
    return true;
  },
  wrap(page) {
    const nodes = movableNodes(page);
    if (nodes.length === 0) return false;
    const node = page.random.pick(nodes);
    if (node.parentNode === page.document) return false;
    const wrapper = page.document.createElement('div');
    node.replaceWith(wrapper);
    wrapper.append(node);
    return true;
  },
  unwrap(page) {
    const nodes = movableNodes(page).filter((n) => n.nodeType === 1 && n.firstChild && n.parentNode !== page.document);
    if (nodes.length === 0) return false;
    const node = page.random.pick(nodes);
    node.replaceWith(...node.childNodes);
    return true;
  },
  documentComment(page) {
    const { document, random } = page;
    document.insertBefore(document.createComment(page.label()), random.chance(0.5) ? document.documentElement : null);
    return true;
  },
  replaceBody(page) {
    const { document, random } = page;
    const body = document.createElement('body');
    if (random.chance(0.7)) body.append(...document.body.childNodes);
    body.append(growNode(page, 4));
    document.body = body;
    return true;
  },
  replaceRoot(page) {
    const { document } = page;
    const html = document.createElement('html');
    const { head, body } = document;
    document.documentElement.replaceWith(html);
    html.append(head, body);
    return true;
  },
  rangeSurround(page) {
    const nodes = movableNodes(page).filter((n) => n.nodeType === 3 && n.parentNode && holdsNodes(n.parentNode));
    if (nodes.length === 0) return false;
    const text = page.random.pick(nodes) as Text;
    const range = page.document.createRange();
    const from = page.random.int(text.length + 1);
    range.setStart(text, from);
    range.setEnd(text, from + page.random.int(text.length - from + 1));
    const mark = page.document.createElement('mark');
    if (holds(mark, text)) return false;
    range.surroundContents(mark);
    return true;
  },
};
