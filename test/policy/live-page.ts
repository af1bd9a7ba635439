/** Everything below a root in tree order: shadow roots before the children, documents of frames, no template contents. */
export function* everyNode(root: Node): Generator<Node> {
  const shadow = root.nodeType === 1 ? (root as Element).shadowRoot : null;
  if (shadow) yield* everyNode(shadow);
  const inner = root.nodeType === 1 ? (root as HTMLIFrameElement).contentDocument : null;
  if (inner) yield* everyNode(inner);
  for (let child = root.firstChild; child; child = child.nextSibling) {
    yield child;
    yield* everyNode(child);
  }
}

export function* everyElement(root: Node): Generator<Element> {
  for (const node of everyNode(root)) if (node.nodeType === 1) yield node as Element;
}

/** Marks the frame that is no part of the page under test: it holds it. */
export const HOLDER = 'data-holds-the-page';

/** The node around a node in the tree as it is written: parent, host of a shadow root, frame of a document. */
export function around(node: Node): Node | null {
  if (node.nodeType !== 9) return node.parentNode ?? (node as ShadowRoot).host ?? null;
  const frame = (node as Document).defaultView?.frameElement ?? null;
  return frame?.hasAttribute(HOLDER) ? null : frame;
}

/** The slot a child of a host is shown in, where that can be told. */
export const slotOf = (node: Node): Element | null => (node as Element | Text).assignedSlot ?? null;

/** The node, and all that it is inside of: by writing, and by where it is shown. */
export function* chain(node: Node): Generator<Node> {
  for (let at: Node | null = node; at; at = around(at)) {
    yield at;
    const slot = slotOf(at);
    if (slot)
      for (
        let shown: Node | null = slot;
        shown && shown !== around(at);
        shown = shown.nodeType === 11 ? null : (slotOf(shown) ?? shown.parentNode)
      )
        yield shown;
  }
}
