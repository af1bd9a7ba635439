import { quietly } from '@sightline/link';
import { createReach } from './reach.js';
import type { See } from './see.js';

/**
 * The browser's own getters and methods, taken once before use. Called as `natives.firstChild.call(node)`: a form control
 * named `firstChild` shadows the property of its form, and a page may replace what it likes on the prototypes afterwards.
 */
export interface Natives {
  nodeType: (this: Node) => number;
  firstChild: (this: Node) => ChildNode | null;
  nextSibling: (this: Node) => ChildNode | null;
  previousSibling: (this: Node) => ChildNode | null;
  parentNode: (this: Node) => ParentNode | null;
  isConnected: (this: Node) => boolean;
  getRootNode: (this: Node) => Node;
  data: (this: CharacterData) => string;
  localName: (this: Element) => string;
  namespaceURI: (this: Element) => string | null;
  /** With `deepCapture` closed ones too. */
  shadowRoot: (this: Element) => ShadowRoot | null;
  hasAttributes: (this: Element) => boolean;
  getAttributeNames: (this: Element) => string[];
  getAttribute: (this: Element, name: string) => string | null;
  matches: (this: Element, selector: string) => boolean;
  closest: (this: Element, selector: string) => Element | null;
  /** All matches below an element. */
  inElement: (this: Element, selector: string) => NodeListOf<Element>;
  assignedNodes: (this: HTMLSlotElement) => Node[];
  scrollTop: (this: Element) => number;
  scrollLeft: (this: Element) => number;
  /** The node above: parent, or host of a shadow root; null at the top of any tree. */
  up: (node: Node) => Node | null;
  inputType: (this: HTMLInputElement) => string;
  inputValue: (this: HTMLInputElement) => string;
  inputDefaultValue: (this: HTMLInputElement) => string;
  inputChecked: (this: HTMLInputElement) => boolean;
  inputDefaultChecked: (this: HTMLInputElement) => boolean;
  inputIndeterminate: (this: HTMLInputElement) => boolean;
  textareaValue: (this: HTMLTextAreaElement) => string;
  textareaDefaultValue: (this: HTMLTextAreaElement) => string;
  optionSelected: (this: HTMLOptionElement) => boolean;
  optionDefaultSelected: (this: HTMLOptionElement) => boolean;
  /** True where this browser gives an HTML element of that name no meaning. */
  unknownElement: (localName: string) => boolean;
  /** All matches in a document or shadow root. */
  querySelectorAll: (root: Document | ShadowRoot, selector: string) => NodeListOf<Element>;
  composedPath: (this: Event) => EventTarget[];
  now: () => number;
  setTimeout: (handler: () => void, ms: number) => number;
  clearTimeout: (id: number | undefined) => void;
  requestAnimationFrame: (handler: () => void) => number;
  cancelAnimationFrame: (id: number | undefined) => void;
  /** Runs when the page has nothing to do, or soon. */
  whenIdle: (handler: () => void) => number;
  clearIdle: (id: number | undefined) => void;
  queueMicrotask: (task: () => void) => void;
  fetch: typeof fetch;
  getComputedStyle: (element: Element) => CSSStyleDeclaration;
  /** What sizes and places were computed from; Firefox does not tell. */
  styleMap: ((this: Element) => StylePropertyMapReadOnly) | undefined;
  rectOf: (this: Element) => DOMRect;
}

/** What runs later runs where an exception would be the page's. */
const guarded = (run: () => void) => () => void quietly(run);

/** Takes the natives of a page's window. A missing one is a browser `init` refuses. */
export function takeNatives(window: Window & typeof globalThis, see?: See): Natives {
  const getter = (owner: { prototype: object }, name: string): never =>
    Object.getOwnPropertyDescriptor(owner.prototype, name)?.get as never;
  const { Node, Element, Event, CharacterData } = window;
  const { HTMLInputElement: Input, HTMLTextAreaElement: Textarea, HTMLOptionElement: Option } = window;
  const { performance, requestAnimationFrame, cancelAnimationFrame, getComputedStyle, queueMicrotask } = window;
  const { setTimeout, clearTimeout } = window as Window;
  // Safari has none.
  const { requestIdleCallback, cancelIdleCallback } = window as Partial<Window>;
  const now = performance.now;
  const nodeType: Natives['nodeType'] = getter(Node, 'nodeType');
  const parentNode: Natives['parentNode'] = getter(Node, 'parentNode');
  const openRoot: Natives['shadowRoot'] = getter(Element, 'shadowRoot');
  const Unknown = window.HTMLUnknownElement;
  const { createElement } = window.Document.prototype;
  const inDocument = window.Document.prototype.querySelectorAll;
  const inFragment = window.DocumentFragment.prototype.querySelectorAll;
  return {
    nodeType,
    firstChild: getter(Node, 'firstChild'),
    nextSibling: getter(Node, 'nextSibling'),
    previousSibling: getter(Node, 'previousSibling'),
    parentNode,
    isConnected: getter(Node, 'isConnected'),
    data: getter(CharacterData, 'data'),
    localName: getter(Element, 'localName'),
    namespaceURI: getter(Element, 'namespaceURI'),
    shadowRoot: see?.rootOf(openRoot) ?? openRoot,
    scrollTop: getter(Element, 'scrollTop'),
    scrollLeft: getter(Element, 'scrollLeft'),
    getRootNode: Node.prototype.getRootNode,
    hasAttributes: Element.prototype.hasAttributes,
    getAttributeNames: Element.prototype.getAttributeNames,
    getAttribute: Element.prototype.getAttribute,
    matches: Element.prototype.matches,
    closest: Element.prototype.closest,
    inElement: Element.prototype.querySelectorAll,
    styleMap: Element.prototype.computedStyleMap as Natives['styleMap'],
    rectOf: Element.prototype.getBoundingClientRect,
    assignedNodes: window.HTMLSlotElement.prototype.assignedNodes,
    up: (node) => (nodeType.call(node) === 11 ? ((node as ShadowRoot).host ?? null) : parentNode.call(node)),
    inputType: getter(Input, 'type'),
    inputValue: getter(Input, 'value'),
    inputDefaultValue: getter(Input, 'defaultValue'),
    inputChecked: getter(Input, 'checked'),
    inputDefaultChecked: getter(Input, 'defaultChecked'),
    inputIndeterminate: getter(Input, 'indeterminate'),
    textareaValue: getter(Textarea, 'value'),
    textareaDefaultValue: getter(Textarea, 'defaultValue'),
    optionSelected: getter(Option, 'selected'),
    optionDefaultSelected: getter(Option, 'defaultSelected'),
    unknownElement: (localName) => {
      try {
        return createElement.call(window.document, localName) instanceof Unknown;
      } catch {
        return false;
      }
    },
    querySelectorAll: (root, selector) => (nodeType.call(root) === 9 ? inDocument : inFragment).call(root as never, selector),
    composedPath: Event.prototype.composedPath,
    now: () => now.call(performance),
    setTimeout: (handler, ms) => setTimeout.call(window, guarded(handler), ms),
    clearTimeout: (id) => clearTimeout.call(window, id),
    requestAnimationFrame: (handler) => requestAnimationFrame.call(window, guarded(handler)),
    cancelAnimationFrame: (id) => cancelAnimationFrame.call(window, id as number),
    whenIdle: (handler) =>
      requestIdleCallback
        ? requestIdleCallback.call(window, guarded(handler), { timeout: 1000 })
        : setTimeout.call(window, guarded(handler), 50),
    clearIdle: (id) => (cancelIdleCallback ? cancelIdleCallback.call(window, id as number) : clearTimeout.call(window, id)),
    queueMicrotask: (task) => queueMicrotask.call(window, guarded(task)),
    fetch: createReach(window),
    getComputedStyle: (element) => getComputedStyle.call(window, element),
  };
}
