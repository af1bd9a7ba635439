/**
 * DOM calls of the frame's own realm, taken from its prototypes. Never call a member on a mirrored document or element
 * directly: `<img name="createElement">` and `<form><input name="appendChild">` put their own elements in its place.
 */
export interface Natives {
  createElement(tag: string): HTMLElement;
  createElementNS(namespace: string, name: string): Element;
  /** True where this browser gives an HTML element of that name no meaning. */
  unknownElement(localName: string): boolean;
  createText(data: string): Text;
  createComment(): Comment;
  insert(parent: Node, node: Node, before: Node | null): void;
  remove(node: Node): void;
  /** `nodeType`. */
  type(node: Node): number;
  /** `localName`; empty for what is no element. */
  tag(node: Node): string;
  namespace(element: Element): string;
  parent(node: Node): Node | null;
  first(node: Node): Node | null;
  next(node: Node): Node | null;
  previous(node: Node): Node | null;
  shadow(element: Element): ShadowRoot | null;
  attachShadow(element: Element, init: ShadowRootInit): ShadowRoot;
  /** The node behind `node` in the order of the tree, inside `top`; no shadow root is entered. */
  following(node: Node, top: Node): Node | null;
  /** The element of that id in the document or shadow root `node` is in; null where it is in none. */
  byId(node: Node, id: string): Element | null;
  slotOf(element: Element): HTMLSlotElement | null;
  /** The innermost element of a document or a shadow root at a place of its viewport. */
  elementAt(root: Document | ShadowRoot, x: number, y: number): Element | null;
  /** `getRootNode()`. */
  rootOf(node: Node): Node;
  /** `getBoundingClientRect()`. */
  rect(element: Element): DOMRect;
  setAttribute(element: Element, name: string, value: string): void;
  setAttributeNS(element: Element, namespace: string, name: string, value: string): void;
  removeAttribute(element: Element, name: string): void;
  getAttribute(element: Element, name: string): string | null;
  /** `textContent`. */
  text(node: Node): string | null;
  attributes(element: Element): NamedNodeMap;
  style(element: Element): CSSStyleDeclaration;
  /** Makes a form control invalid, or valid again where `message` is empty; any other element has no such state. */
  setValidity(element: Element, message: string): void;
  scrollTo(element: Element, left: number, top: number): void;
  scrollLeft(element: Element): number;
  scrollTop(element: Element): number;
  adopt(root: Document | ShadowRoot, sheets: CSSStyleSheet[]): void;
  doctype: Node | null;
}

type Realm = Window & typeof globalThis;

function getter<T extends object, K extends keyof T>(prototype: T, name: K): (of: T) => T[K] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new TypeError(`no getter ${String(name)}`);
  return (of) => get.call(of) as T[K];
}

function setter<T extends object, K extends keyof T>(prototype: T, name: K): (of: T, value: T[K]) => void {
  const set = Object.getOwnPropertyDescriptor(prototype, name)?.set;
  if (!set) throw new TypeError(`no setter ${String(name)}`);
  return (of, value) => set.call(of, value);
}

export function takeNatives(realm: Realm, document: Document): Natives {
  const doc = realm.Document.prototype;
  const { createElement, createElementNS, createTextNode, createComment } = doc;
  const { insertBefore, removeChild } = realm.Node.prototype;
  const { attachShadow, getAttribute, getBoundingClientRect, setAttribute, setAttributeNS, removeAttribute, scrollTo } =
    realm.Element.prototype;
  const Unknown = realm.HTMLUnknownElement;
  const type = getter(realm.Node.prototype, 'nodeType');
  const localName = getter(realm.Element.prototype, 'localName');
  const parent = getter(realm.Node.prototype, 'parentNode');
  const htmlStyle = getter(realm.HTMLElement.prototype, 'style');
  const svgStyle = getter(realm.SVGElement.prototype, 'style');
  const mathStyle = getter(realm.MathMLElement.prototype, 'style');
  const namespace = getter(realm.Element.prototype, 'namespaceURI');
  const first = getter(realm.Node.prototype, 'firstChild');
  const next = getter(realm.Node.prototype, 'nextSibling');
  const { getRootNode } = realm.Node.prototype;
  const { getElementById } = doc;
  const byDocument = doc.elementFromPoint;
  const byRoot = realm.ShadowRoot.prototype.elementFromPoint;
  const adoptByDocument = setter(doc, 'adoptedStyleSheets');
  const adoptByRoot = setter(realm.ShadowRoot.prototype, 'adoptedStyleSheets');
  return {
    createElement: (tag) => createElement.call(document, tag),
    createElementNS: (space, name) => createElementNS.call(document, space, name),
    unknownElement: (localName) => {
      try {
        return createElement.call(document, localName) instanceof Unknown;
      } catch {
        return false;
      }
    },
    createText: (data) => createTextNode.call(document, data),
    createComment: () => createComment.call(document, ''),
    insert: (into, node, before) => void insertBefore.call(into, node, before),
    remove: (node) => {
      const from = parent(node);
      if (from) removeChild.call(from, node);
    },
    type,
    tag: (node) => (type(node) === 1 ? localName(node as Element) : ''),
    namespace: (element) => namespace(element) ?? '',
    parent,
    first,
    next,
    following: (node, top) => {
      const child = first(node);
      if (child) return child;
      for (let at: Node | null = node; at && at !== top; at = parent(at)) {
        const sibling = next(at);
        if (sibling) return sibling;
      }
      return null;
    },
    byId: (node, id) => {
      const root = getRootNode.call(node);
      if (root === document) return getElementById.call(document, id);
      return root instanceof realm.ShadowRoot ? root.getElementById(id) : null;
    },
    previous: getter(realm.Node.prototype, 'previousSibling'),
    shadow: getter(realm.Element.prototype, 'shadowRoot'),
    attachShadow: (element, init) => attachShadow.call(element, init),
    elementAt: (root, x, y) => (type(root) === 9 ? byDocument : byRoot).call(root as Document & ShadowRoot, x, y),
    rootOf: (node) => getRootNode.call(node),
    rect: (element) => getBoundingClientRect.call(element),
    slotOf: getter(realm.Element.prototype, 'assignedSlot'),
    setAttribute: (element, name, value) => setAttribute.call(element, name, value),
    setAttributeNS: (element, space, name, value) => setAttributeNS.call(element, space, name, value),
    removeAttribute: (element, name) => removeAttribute.call(element, name),
    getAttribute: (element, name) => getAttribute.call(element, name),
    text: getter(realm.Node.prototype, 'textContent'),
    attributes: getter(realm.Element.prototype, 'attributes'),
    style: (element) => {
      const space = namespace(element);
      if (space === 'http://www.w3.org/2000/svg') return svgStyle(element as SVGElement);
      if (space === 'http://www.w3.org/1998/Math/MathML') return mathStyle(element as MathMLElement);
      return htmlStyle(element as HTMLElement);
    },
    setValidity: (element, message) => {
      // A field of that name takes its place on a form, which has no such state.
      const set: unknown = (element as HTMLInputElement).setCustomValidity;
      if (typeof set === 'function') set.call(element, message);
    },
    scrollTo: (element, left, top) => (scrollTo as (options: ScrollToOptions) => void).call(element, { left, top, behavior: 'instant' }),
    scrollLeft: getter(realm.Element.prototype, 'scrollLeft'),
    scrollTop: getter(realm.Element.prototype, 'scrollTop'),
    adopt: (root, sheets) => (type(root) === 9 ? adoptByDocument(root as Document, sheets) : adoptByRoot(root as ShadowRoot, sheets)),
    doctype: getter(doc, 'doctype')(document),
  };
}
