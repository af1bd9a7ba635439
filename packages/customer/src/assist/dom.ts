/** What acts ask of nodes of the page and of its same-origin iframes, past form controls that are named like DOM properties. */
export interface Dom {
  up(node: Node): Node | null;
  attribute(element: Element, name: string): string | null;
  matches(element: Element, selector: string): boolean;
  connected(node: Node): boolean;
  box(element: Element): DOMRect;
  /** Of a document in an iframe: the iframe's element; null for the page itself. */
  frameOf(document: Document): Element | null;
}

/** Node types of the DOM. */
export const NodeKind = { Element: 1, Document: 9, Fragment: 11 } as const;

export const isElement = (node: Node | null | undefined): node is Element => node?.nodeType === NodeKind.Element;

export function createDom(window: Window & typeof globalThis): Dom {
  const getter = (owner: object, name: string): never => Object.getOwnPropertyDescriptor(owner, name)?.get as never;
  const parentOf: (this: Node) => ParentNode | null = getter(window.Node.prototype, 'parentNode');
  const connectedOf: (this: Node) => boolean = getter(window.Node.prototype, 'isConnected');
  const { getAttribute, matches, getBoundingClientRect } = window.Element.prototype;
  return {
    up: (node) => parentOf.call(node) ?? (node.nodeType === NodeKind.Fragment ? ((node as ShadowRoot).host ?? null) : null),
    attribute: (element, name) => getAttribute.call(element, name),
    matches: (element, selector) => matches.call(element, selector),
    connected: (node) => connectedOf.call(node),
    box: (element) => getBoundingClientRect.call(element),
    frameOf(document) {
      try {
        return document === window.document ? null : (document.defaultView?.frameElement ?? null);
      } catch {
        // The page around it is another site's.
        return null;
      }
    },
  };
}
