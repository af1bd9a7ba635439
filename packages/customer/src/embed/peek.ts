import type { EmbedHost } from '../capture/late-embeds.js';
import type { Policy } from '../privacy/policy.js';

/** What is in an iframe. */
export type Peek =
  /** Nothing yet, or nothing to show: its address is on its way. */
  | { is: 'nothing' }
  /** A document this page may read. */
  | { is: 'inner'; document: Document; policy: Policy }
  /** One it may not read, or that is no page. `host`: of its address, as far as the iframe's attribute tells; '' unknown. */
  | { is: 'other'; host: string; origin: string; target: Window | null };

const BLANK = 'about:blank';
/** Shown by the browser itself: there is no page in the document. */
const NO_PAGE = /pdf/i;

interface FrameGetters {
  contentDocument: (this: Element) => Document | null;
  contentWindow: (this: Element) => Window | null;
}
interface DocumentGetters {
  contentType: (this: Document) => string;
  URL: (this: Document) => string;
  defaultView: (this: Document) => Window | null;
}

/** Looks into iframes with the browser's own getter. */
export function createPeek({ window, natives, options }: EmbedHost): (frame: Element) => Peek {
  const { take, make } = natives;
  const { contentDocument: documentOf, contentWindow: windowOf }: FrameGetters = take(make('iframe'), 'contentDocument contentWindow');
  // An element named `URL` takes the place of a document's own property.
  const { contentType: typeOf, URL: urlOf, defaultView: viewOf }: DocumentGetters = take(window.document, 'contentType URL defaultView');
  const { policy } = options;

  const addressOf = (frame: Element): URL | undefined => {
    const src = natives.getAttribute.call(frame, 'srcdoc') === null ? natives.getAttribute.call(frame, 'src') : null;
    if (src === null || src === '') return undefined;
    try {
      return new URL(src, frame.baseURI);
    } catch {
      return undefined;
    }
  };
  /** What opens the mode's masks around an iframe opens them in it, too: a rule covers the iframes in its subtree (surface §7). */
  const policyIn = (frame: Element): Policy => {
    if (policy.unmask === '') return policy;
    for (let at: Node | null = frame; at !== null; at = natives.up(at)) {
      if (natives.nodeType.call(at) === 1 && natives.matches.call(at as Element, policy.unmask)) return { ...policy, unmask: '*' };
    }
    return policy;
  };
  return (frame) => {
    const address = addressOf(frame);
    const document = documentOf.call(frame);
    if (document === null || NO_PAGE.test(typeOf.call(document))) {
      const web = address !== undefined && /^https?:$/.test(address.protocol) ? address : undefined;
      return { is: 'other', host: web?.host ?? '', origin: web?.origin ?? '', target: document === null ? windowOf.call(frame) : null };
    }
    // The empty document a iframe has until its own arrives.
    const waits = urlOf.call(document) === BLANK && address !== undefined && address.href !== BLANK;
    if (waits || viewOf.call(document) === null) return { is: 'nothing' };
    return { is: 'inner', document, policy: policyIn(frame) };
  };
}
