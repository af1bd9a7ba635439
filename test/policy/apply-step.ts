import { buildNode, finishNode, insertRule, setValue } from './build.js';
import type { PagePlan, Step } from './plan.js';
import type { Sticky } from './sticky.js';
import { tokensIn } from './tokens.js';

/** The page of a plan while its steps run. */
export interface PageUnderTest {
  document: Document;
  nodes: Map<number, Node>;
  sticky: Sticky;
}

type Edit = Exclude<Step, { do: 'deliver' } | { do: 'mask' }>;

/** Builds the page of a plan. */
export function buildPage(page: PageUnderTest, plan: PagePlan): void {
  const { document, nodes } = page;
  document.title = plan.title;
  for (const node of plan.body) document.body.append(buildNode(document, node, nodes));
  for (const node of plan.body) finishNode(node, nodes);
}

/** Does one step; what the page itself refuses (a cycle, a second shadow root) is no step. */
export function applyStep(page: PageUnderTest, step: Edit): void {
  try {
    edit(page, step);
  } catch (error) {
    // Of the realm whose method refused: the page's, or one of its frames'.
    if ((error as Error).constructor.name !== 'DOMException') throw error;
  }
}

const childAt = (parent: Node, index: number): Node | null => parent.childNodes[index] ?? null;

/** Children of these say nothing a page shows; a step there would only blur what the oracle knows. */
const holds = (node: Node | undefined): node is Element =>
  node?.nodeType === 1 &&
  !/^(?:style|script|textarea|title|select|optgroup|option|datalist|template|iframe|noscript|input|img|embed)$/.test(
    (node as Element).localName,
  );

function edit(page: PageUnderTest, step: Edit): void {
  const { document, nodes, sticky } = page;
  const node = 'at' in step ? nodes.get(step.at) : undefined;
  switch (step.do) {
    case 'title':
      document.title = step.text;
      return;
    case 'text':
      if (node?.nodeType !== 3 || node.parentElement?.localName === 'style') return;
      (node as Text).data = step.text;
      return;
    case 'insert': {
      if (!holds(node)) return;
      node.insertBefore(buildNode(document, step.node, nodes), childAt(node, step.index));
      finishNode(step.node, nodes);
      return;
    }
    case 'remove':
      node?.parentNode?.removeChild(node);
      return;
    case 'move': {
      const to = nodes.get(step.to);
      // Out of the page, or into another document, is a removal, which is another step.
      if (
        node === undefined ||
        !holds(to) ||
        !movable(node) ||
        (node.isConnected && !to.isConnected) ||
        node.ownerDocument !== to.ownerDocument
      )
        return;
      to.insertBefore(node, childAt(to, step.index));
      return;
    }
    case 'wrap': {
      if (node === undefined || !movable(node) || !node.parentNode) return;
      const around = buildNode(document, step.node, nodes);
      node.parentNode.insertBefore(around, node);
      around.appendChild(node);
      return;
    }
    case 'unwrap':
      if (!holds(node) || !node.parentNode) return;
      node.replaceWith(...node.childNodes);
      return;
    case 'attribute':
      if (node?.nodeType !== 1) return;
      if (step.value === null) (node as Element).removeAttribute(step.name);
      else (node as Element).setAttribute(step.name, step.value);
      return;
    case 'value':
      setValue(node, step.value);
      if (step.told) dispatch(node, 'input');
      return;
    case 'check':
      if (node?.nodeType === 1) (node as HTMLInputElement).checked = !(node as HTMLInputElement).checked;
      return;
    case 'type':
      retype(page, step);
      return;
    case 'renew':
      renew(page, step);
      return;
    case 'shadow': {
      if (node?.nodeType !== 1 || (node as Element).shadowRoot) return;
      const root = (node as Element).attachShadow({ mode: 'open' });
      for (const child of step.nodes) root.append(buildNode(document, child, nodes));
      for (const child of step.nodes) finishNode(child, nodes);
      return;
    }
    case 'rule':
      insertRule((node as Element | undefined)?.ownerDocument?.querySelector('style') ?? undefined, step.rule);
      return;
    case 'adopt': {
      const sheet = new (document.defaultView as Window & typeof globalThis).CSSStyleSheet();
      sheet.replaceSync(step.rule);
      const root = (node as Element | undefined)?.shadowRoot ?? document;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return;
    }
    case 'pointer':
      dispatch(node, step.event);
      sticky.seen();
      return;
    default:
      step satisfies never;
  }
}

/** Not out of what gives its children another meaning, and not an option out of its list. */
const movable = (node: Node): boolean =>
  node.parentNode === null ||
  node.parentNode.nodeType === 11 ||
  (holds(node.parentNode as Element) && (node as Element).localName !== 'option');

function dispatch(node: Node | undefined, type: string): void {
  const window = node?.ownerDocument?.defaultView as (Window & typeof globalThis) | null | undefined;
  if (!window || !node?.isConnected) return;
  const how = { bubbles: true, composed: true, clientX: 5, clientY: 5 };
  node.dispatchEvent(type.startsWith('pointer') ? new window.PointerEvent(type, how) : new window.Event(type, how));
}

function retype({ nodes, sticky }: PageUnderTest, step: Extract<Step, { do: 'type' }>): void {
  const node = nodes.get(step.at) as HTMLInputElement | undefined;
  if (node?.localName !== 'input' || !(node instanceof (node.ownerDocument.defaultView ?? window).HTMLInputElement)) return;
  const parent = step.detached ? node.parentNode : null;
  const after = node.nextSibling;
  if (parent) {
    sticky.leaves(node);
    node.remove();
  }
  sticky.changes(node);
  if (step.by === 'property') node.type = step.type;
  else node.setAttribute('type', step.type);
  sticky.changes(node);
  if (parent) parent.insertBefore(node, after);
}

function renew({ document, nodes, sticky }: PageUnderTest, step: Extract<Step, { do: 'renew' }>): void {
  const old = nodes.get(step.at) as HTMLInputElement | undefined;
  if (old?.localName !== 'input' || !old.parentNode) return;
  const twin = document.createElement('input');
  for (const { name, value } of old.attributes)
    if (/^(?:name|id|class)$/.test(name) && tokensIn(value).length === 0) twin.setAttribute(name, value);
  twin.type = step.type;
  if (step.type !== 'file') twin.value = step.value;
  nodes.set(step.id, twin);
  sticky.renewed(old, twin);
  old.replaceWith(twin);
}
