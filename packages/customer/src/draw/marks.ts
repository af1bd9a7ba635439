import { getter } from '@sightline/draw';

/** One step down to an element: how to know it among the children of what it is in. */
export interface Step {
  /** Local name. */
  tag: string;
  /** Its place among those of that name. */
  nth: number;
  /** Attributes that name it; absent where nobody may know them. */
  keys?: Record<string, string>;
  /** It is in the shadow root, or in the document, of what is above it. */
  in?: 'shadow' | 'frame';
}

/** The way to an element from the page's root, by which it is found again where it was made anew. */
export interface Marks {
  readonly steps: readonly Step[];
  /** The elements themselves, in the order of the steps. */
  readonly elements: readonly Element[];
}

const KEYS = ['id', 'name', 'key', 'data-key', 'data-id', 'data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-row-key'];
const DEEPEST = 200;

type Inner = Document | ShadowRoot | Element;

const viewOf = (element: Element): Window & typeof globalThis => element.ownerDocument.defaultView as Window & typeof globalThis;
const parentOf = (element: Element): Node | null => getter<Node | null>(viewOf(element).Node, 'parentNode').call(element);
const attributeOf = (element: Element, name: string): string | null => viewOf(element).Element.prototype.getAttribute.call(element, name);

export function stepOf(element: Element): Step {
  const keys: Record<string, string> = {};
  for (const name of KEYS) {
    const value = attributeOf(element, name);
    // With a colon it is a number that React counts anew.
    if (value && value.length <= 200 && !value.includes(':')) keys[name] = value;
  }
  const tag = element.localName;
  const around = parentOf(element) as Inner | null;
  const nth = around ? [...around.children].filter((one) => one.localName === tag).indexOf(element) : 0;
  const root = around?.nodeType === 11 ? 'shadow' : around?.nodeType === 9 && around !== element.ownerDocument ? 'frame' : undefined;
  return { tag, nth, keys, ...(root && { in: root }) };
}

/** Undefined for what is not in a page. */
export function marksOf(element: Element, top: Window): Marks | undefined {
  const elements: Element[] = [];
  const steps: Step[] = [];
  for (let at: Element | null = element; at && steps.length < DEEPEST; ) {
    const step = stepOf(at);
    const above: Node | null = parentOf(at);
    elements.unshift(at);
    steps.unshift(step);
    if (above?.nodeType === 1) at = above as Element;
    else if (above?.nodeType === 11) at = (above as ShadowRoot).host ?? null;
    else if (above?.nodeType === 9) {
      const view: Window | null = (above as Document).defaultView;
      if (view === top) return { steps, elements };
      step.in = 'frame';
      at = view?.frameElement ?? null;
    } else at = null;
  }
  return undefined;
}

/** The child of that step; without keys only one that is `fresh`, since another one may have moved up to its place. */
function stepDown(from: Element | Document, step: Step, fresh: (element: Element) => boolean): Element | undefined {
  const around: Inner | null | undefined =
    step.in === 'shadow'
      ? (from as Element).shadowRoot
      : step.in === 'frame'
        ? (from as HTMLIFrameElement).contentDocument
        : (from as Inner);
  const same = around ? [...around.children].filter((one) => one.localName === step.tag) : [];
  const there = same[step.nth];
  if (!step.keys) return there;
  const keys = Object.entries(step.keys);
  if (keys.length === 0) return there && fresh(there) && Object.keys(stepOf(there).keys ?? {}).length === 0 ? there : undefined;
  const fits = (one: Element | undefined): one is Element =>
    one !== undefined && keys.every(([name, value]) => attributeOf(one, name) === value);
  return fits(there) ? there : same.find(fits);
}

/** All steps from the page's root. */
export function findByMarks(top: Document, steps: readonly Step[]): Element | undefined {
  let at: Element | Document | undefined = top;
  for (const step of steps) at = at && stepDown(at, step, () => true);
  return at === top ? undefined : (at as Element | undefined);
}

/** The element that has taken the place of one that left, by what of the way to it is still there; `fresh`: it was not there before. */
export function findAgain({ steps, elements }: Marks, fresh: (element: Element) => boolean): Element | undefined {
  let last = elements.length - 1;
  while (last >= 0 && !elements[last]?.isConnected) last--;
  let at = elements[last];
  let first = true;
  for (const step of steps.slice(last + 1)) {
    at = at && stepDown(at, step, (one) => !first || fresh(one));
    first = false;
  }
  return at;
}
