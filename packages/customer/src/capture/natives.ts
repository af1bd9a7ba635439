import { original, quietly, takeTimers } from '@sightline/link';
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
  /** Which nodes its slots show is a matter of calls; also where nobody can tell. */
  manualSlots: (root: ShadowRoot) => boolean;
  scrollTop: (this: Element) => number;
  scrollLeft: (this: Element) => number;
  /** The node above: parent, or host of a shadow root; null at the top of any tree. */
  up: (node: Node) => Node | null;
  /** Getters of form controls. */
  input: {
    type: (this: HTMLInputElement) => string;
    value: (this: HTMLInputElement) => string;
    defaultValue: (this: HTMLInputElement) => string;
    checked: (this: HTMLInputElement) => boolean;
    defaultChecked: (this: HTMLInputElement) => boolean;
    indeterminate: (this: HTMLInputElement) => boolean;
    list: (this: HTMLInputElement) => HTMLDataListElement | null;
  };
  textarea: { value: (this: HTMLTextAreaElement) => string; defaultValue: (this: HTMLTextAreaElement) => string };
  option: { selected: (this: HTMLOptionElement) => boolean; defaultSelected: (this: HTMLOptionElement) => boolean };
  /** A new HTML element. */
  make: (localName: string) => Element;
  /** Methods of what something is made like, and getters under the names of what they read. */
  take: (like: object, names: string) => never;
  addEventListener: (this: EventTarget, type: string, run: (event: Event) => void, how: object) => void;
  removeEventListener: (this: EventTarget, type: string, run: (event: Event) => void, how: object) => void;
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
  /** Its records come in no zone, and its methods are its own: what a page makes of their prototype later is not theirs. */
  makeObserver: (run: MutationCallback) => MutationObserver;
  fetch: typeof fetch;
  getComputedStyle: (element: Element) => CSSStyleDeclaration;
  /** What sizes and places were computed from; Firefox does not tell. */
  styleMap: ((this: Element) => StylePropertyMapReadOnly) | undefined;
  rectOf: (this: Element) => DOMRect;
}

/** What runs later runs where an exception would be the page's. */
const guarded = (run: () => void) => () => void quietly(run);

const HTML = 'http://www.w3.org/1999/xhtml';
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;

/** From the prototypes of a thing: what a page calls `Node` or `Element` may be anything. */
function take(like: object, names: string): never {
  const taken: Record<string, unknown> = {};
  for (const name of names.split(' ')) {
    let found: PropertyDescriptor | undefined;
    for (let at = getPrototypeOf(like) as object | null; at && !found; at = getPrototypeOf(at) as object | null)
      found = getOwnPropertyDescriptor(at, name);
    taken[name] = original(found?.get ?? found?.value);
  }
  return taken as never;
}
/** Takes the natives of a page's window, past what zones and monitors have wrapped. A missing one is a browser `init` refuses. */
export function takeNatives(window: Window & typeof globalThis, see?: See): Natives {
  const { performance, document } = window;
  // Safari has no idle callbacks.
  const own = (name: string): ((...args: unknown[]) => never) | undefined =>
    original((window as unknown as Record<string, (...args: unknown[]) => never>)[name])?.bind(window);
  const timers = takeTimers(window);
  type Makers = Pick<Document, 'createElement' | 'createElementNS'>;
  type Query = { querySelectorAll: (this: Node, selector: string) => NodeListOf<Element> };
  const inDocument: Query & Makers = take(document, 'querySelectorAll createElement createElementNS');
  const make = (localName: string): Element => inDocument.createElementNS.call(document, HTML, localName);
  const element: Pick<
    Natives,
    | 'nodeType'
    | 'firstChild'
    | 'nextSibling'
    | 'previousSibling'
    | 'parentNode'
    | 'isConnected'
    | 'getRootNode'
    | 'addEventListener'
    | 'removeEventListener'
    | 'localName'
    | 'namespaceURI'
    | 'shadowRoot'
    | 'scrollTop'
    | 'scrollLeft'
    | 'hasAttributes'
    | 'getAttributeNames'
    | 'getAttribute'
    | 'matches'
    | 'closest'
  > & {
    querySelectorAll: (this: Node, selector: string) => NodeListOf<Element>;
    computedStyleMap: Natives['styleMap'];
    getBoundingClientRect: Natives['rectOf'];
  } = take(
    make('p'),
    'nodeType firstChild nextSibling previousSibling parentNode isConnected getRootNode addEventListener removeEventListener localName namespaceURI shadowRoot scrollTop scrollLeft hasAttributes getAttributeNames getAttribute matches closest querySelectorAll computedStyleMap getBoundingClientRect',
  );
  const { nodeType, parentNode } = element;
  const { slotAssignment }: { slotAssignment: (this: ShadowRoot) => SlotAssignmentMode } = take(
    { __proto__: window.ShadowRoot?.prototype },
    'slotAssignment',
  );
  // The one that is there: a page may stand in for all of it.
  const now = original(performance?.now ?? Date.now);
  const unknown = getPrototypeOf(make('x')) as object;
  const inFragment: Query = take(document.createDocumentFragment(), 'querySelectorAll');
  const Observer = original(window.MutationObserver);
  const whenIdle = own('requestIdleCallback');
  const requestFrame = own('requestAnimationFrame');
  return {
    ...element,
    ...(take(document.createTextNode(''), 'data') as Pick<Natives, 'data'>),
    ...(take(make('slot'), 'assignedNodes') as Pick<Natives, 'assignedNodes'>),
    ...(take(document.createEvent('Event'), 'composedPath') as Pick<Natives, 'composedPath'>),
    shadowRoot: see?.rootOf(element.shadowRoot) ?? element.shadowRoot,
    inElement: element.querySelectorAll,
    styleMap: element.computedStyleMap,
    rectOf: element.getBoundingClientRect,
    manualSlots: (root) => {
      try {
        return slotAssignment.call(root) === 'manual';
      } catch {
        return true;
      }
    },
    up: (at) => (nodeType.call(at) === 11 ? ((at as ShadowRoot).host ?? null) : parentNode.call(at)),
    input: take(make('input'), 'type value defaultValue checked defaultChecked indeterminate list'),
    textarea: take(make('textarea'), 'value defaultValue'),
    option: take(make('option'), 'selected defaultSelected'),
    make,
    take,
    unknownElement: (localName) => {
      try {
        return getPrototypeOf(inDocument.createElement.call(document, localName)) === unknown;
      } catch {
        return false;
      }
    },
    querySelectorAll: (root, selector) =>
      (nodeType.call(root) === 9 ? inDocument : inFragment).querySelectorAll.call(root as never, selector),
    now: () => now.call(performance),
    setTimeout: (handler, ms) => timers.setTimeout(guarded(handler), ms) as never,
    clearTimeout: timers.clearTimeout,
    requestAnimationFrame: (handler) => (requestFrame as NonNullable<ReturnType<typeof own>>)(guarded(handler)),
    cancelAnimationFrame: own('cancelAnimationFrame') as Natives['cancelAnimationFrame'],
    whenIdle: (handler) => (whenIdle ? whenIdle(guarded(handler), { timeout: 1000 }) : timers.setTimeout(guarded(handler), 50)) as never,
    clearIdle: (whenIdle ? own('cancelIdleCallback') : timers.clearTimeout) as never,
    // What a page calls `queueMicrotask` may do nothing.
    queueMicrotask: (task) =>
      void quietly(async () => {
        // oxlint-disable-next-line typescript/await-thenable -- a later turn, without anything of the page’s
        await undefined;
        task();
      }),
    makeObserver: (run) => {
      const observer = new Observer(run);
      return Object.assign(observer, take(observer, 'observe takeRecords disconnect'));
    },
    fetch: createReach(window),
    getComputedStyle: own('getComputedStyle') as Natives['getComputedStyle'],
  };
}
