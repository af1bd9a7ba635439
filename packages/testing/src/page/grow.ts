import { HTML_NS } from '@sightline/protocol';
import type { Page } from './page.js';
import { someAttribute, someElement, someText } from './words.js';

/** Makes a detached node: text, comment, or an element with up to `budget` nodes below it, shadow roots among them. */
export function growNode(page: Page, budget = 6): Node {
  const { random, document } = page;
  const dice = random.next();
  if (dice < 0.25) return document.createTextNode(someText(page));
  if (dice < 0.3) return document.createComment(`c${page.label()}`);
  if (dice < 0.31) return document.createProcessingInstruction('pi', 'x');
  const element = someElement(page);
  dress(page, element);
  let left = budget;
  while (left > 0 && random.chance(0.6)) {
    const size = 1 + random.int(left);
    element.append(growNode(page, size - 1));
    left -= size;
  }
  if (random.chance(0.15)) attachShadow(page, element, left);
  return element;
}

/** Sets up to three attributes. */
export function dress(page: Page, element: Element): void {
  for (let n = page.random.int(4); n > 0; n--) element.setAttribute(...someAttribute(page, element));
}

/** Attaches an open shadow root with something in it; false where the element cannot have one. */
export function attachShadow(page: Page, element: Element, budget = 4): boolean {
  if (element.namespaceURI !== HTML_NS || element.shadowRoot) return false;
  const { random } = page;
  let root: ShadowRoot;
  try {
    root = element.attachShadow({
      mode: 'open',
      delegatesFocus: random.chance(0.2),
      slotAssignment: random.chance(0.2) ? 'manual' : 'named',
      clonable: random.chance(0.2),
    });
  } catch {
    return false;
  }
  if (random.chance(0.7)) root.append(page.document.createElement('slot'));
  for (let n = random.int(budget + 1); n > 0; n--) root.append(growNode(page, 1));
  return true;
}

/** Empties the document and fills it anew. */
export function growDocument(page: Page): void {
  const { document, random } = page;
  const html = document.createElement('html');
  const head = document.createElement('head');
  const body = document.createElement('body');
  const title = document.createElement('title');
  title.textContent = `page ${page.label()}`;
  head.append(title);
  html.append(head, body);
  document.adoptedStyleSheets = [];
  // The doctype stays: it decides the mode the whole page is laid out in.
  const old = [...document.childNodes].filter((n) => n.nodeType !== 10);
  for (const child of old) child.remove();
  document.append(html);
  for (let n = 3 + random.int(6); n > 0; n--) body.append(growNode(page, 8));
}
