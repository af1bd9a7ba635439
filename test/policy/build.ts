import { HTML_NS, MATHML_NS, SVG_NS } from '@sightline/protocol';
import type { ElementPlan, NodePlan } from './plan.js';

const SPACES: Readonly<Record<ElementPlan['space'], string>> = { html: HTML_NS, svg: SVG_NS, mathml: MATHML_NS };

/** Makes a plan's nodes in a document and remembers them by their ids. */
export function buildNode(document: Document, plan: NodePlan, nodes: Map<number, Node>): Node {
  let node: Node;
  switch (plan.is) {
    case 'text':
      node = document.createTextNode(plan.text);
      break;
    case 'comment':
      node = document.createComment(plan.text);
      break;
    case 'element':
      node = buildElement(document, plan, nodes);
      break;
    default:
      return plan satisfies never;
  }
  nodes.set(plan.id, node);
  return node;
}

const isFrame = (plan: ElementPlan): boolean => plan.tag === 'iframe' && plan.space === 'html';

function buildElement(document: Document, plan: ElementPlan, nodes: Map<number, Node>): Element {
  const element = document.createElementNS(SPACES[plan.space], plan.tag);
  // An inert type: the page's scripts are not what is tested.
  if (plan.tag === 'script') element.setAttribute('type', 'text/plain');
  for (const [name, value] of plan.attributes) element.setAttribute(name, value);
  const into = plan.tag === 'template' && plan.space === 'html' ? (element as HTMLTemplateElement).content : element;
  // What a frame shows is put there once it has a document.
  if (!isFrame(plan)) for (const child of plan.children) into.append(buildNode(document, child, nodes));
  if (plan.shadow) {
    const root = element.attachShadow({ mode: 'open' });
    for (const child of plan.shadow) root.append(buildNode(document, child, nodes));
  }
  return element;
}

/** What can be said of a plan's elements only once they are in the page: values as properties, rules added to sheets. */
export function finishNode(plan: NodePlan, nodes: Map<number, Node>): void {
  if (plan.is !== 'element') return;
  const element = nodes.get(plan.id);
  if (plan.value !== undefined) setValue(element, plan.value);
  if (plan.rule !== undefined) insertRule(element, plan.rule);
  if (isFrame(plan)) {
    const inner = (element as HTMLIFrameElement).contentDocument;
    // Out of the page it has none.
    if (!inner) return;
    for (const child of plan.children) inner.body.append(buildNode(inner, child, nodes));
  }
  for (const child of [...plan.children, ...(plan.shadow ?? [])]) finishNode(child, nodes);
}

/** Sets the value of a field that takes one; a file field takes none. */
export function setValue(element: Node | undefined, value: string): void {
  const field = element as HTMLInputElement | undefined;
  if ((field?.localName === 'input' && field.type !== 'file') || field?.localName === 'textarea') field.value = value;
}

export function insertRule(element: Node | undefined, rule: string): void {
  (element as HTMLStyleElement | undefined)?.sheet?.insertRule(rule);
}
