import type { RefusalReason } from '@sightline/protocol';
import { type Dom, isElement, NodeKind } from './dom.js';
import type { Sight } from '../help/sighted.js';

/** Whether an agent may touch an element: decided by the element as it is now, never by what an act says of it (surface §8). */
export interface Judge {
  /** Why not, whatever the act; `undefined` where nothing speaks against it. */
  refuses(element: Element): RefusalReason | undefined;
  /** The capture of a document: the page's, or that of a document in a same-origin iframe. */
  captureOf(document: Document): Sight | undefined;
  /** What was found is looked at again: the page's own code has run. */
  again(): void;
  /** The first answer for the node or for anything it is in: parents, hosts, slots it is shown through, frames. */
  around<R>(node: Node, ask: (node: Node) => R | undefined): R | undefined;
}

/** Marks what no agent may touch, and all below it. */
const BLOCK = 'data-cobrowse-block';

export interface JudgeOptions {
  dom: Dom;
  document: Document;
  capture(): Sight | undefined;
  /** Part of the SDK's own UI. */
  own(node: Node): boolean;
}

export function createJudge({ dom, document, capture, own }: JudgeOptions): Judge {
  const captureOf = (of: Document): Sight | undefined => {
    if (of === document) return capture();
    const frame = dom.frameOf(of);
    const outer = frame ? captureOf(frame.ownerDocument) : undefined;
    const id = frame ? outer?.idOf(frame) : undefined;
    return id === undefined ? undefined : outer?.at([id]);
  };
  /** Where no capture knows an element nobody can tell whether it is masked. */
  const hidden = (element: Element): RefusalReason | undefined => {
    const seen = captureOf(element.ownerDocument);
    if (seen?.hides(element)) return 'masked';
    if (seen?.idOf(element) === undefined) return 'gone';
    const frame = dom.frameOf(element.ownerDocument);
    return frame ? hidden(frame) : undefined;
  };
  const around = <R>(node: Node, ask: (node: Node) => R | undefined): R | undefined => {
    // What is shown through several slots has the same hosts around it.
    const asked = new Set<Node>();
    const from = (start: Node): R | undefined => {
      for (let at: Node | null = start; at !== null && !asked.has(at); ) {
        asked.add(at);
        const found: R | undefined = ask(at) ?? (isElement(at) && at.assignedSlot ? from(at.assignedSlot) : undefined);
        if (found !== undefined) return found;
        at = dom.up(at) ?? (at.nodeType === NodeKind.Document ? dom.frameOf(at as Document) : null);
      }
      return undefined;
    };
    return from(node);
  };
  const forbids = (node: Node): RefusalReason | undefined => {
    if (own(node)) return 'own_ui';
    return isElement(node) && dom.attribute(node, BLOCK) !== null ? 'blocked' : undefined;
  };
  const ask = (element: Element): RefusalReason | undefined => {
    if (!dom.connected(element)) return 'gone';
    return around(element, forbids) ?? (dom.matches(element, 'input[type=file]') ? 'file_input' : hidden(element));
  };
  /** The gate matches its rules at each question: it is asked once while nothing can have changed. */
  let known = new Map<Element, RefusalReason | undefined>();
  return {
    captureOf,
    around,
    again: () => void (known = new Map()),
    refuses(element) {
      if (!known.has(element)) known.set(element, ask(element));
      return known.get(element);
    },
  };
}
