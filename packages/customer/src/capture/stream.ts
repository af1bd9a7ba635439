import { DOCUMENT_ID, createWriter, type Writer } from '@sightline/protocol';
import { type Budget, createBudget } from './budget.js';
import type { Natives } from './natives.js';
import { createNodeTable, type NodeTable } from './node-table.js';
import { createPending, type Pending } from './pending.js';

/** Bytes at which a frame is cut, far below the wire's limit. */
const FRAME_BYTES = 512 * 1024;

/** What was last sent of a node besides its tree. By id; gone with the node. */
export interface Side {
  value?: string;
  flags?: number;
  left?: number;
  top?: number;
}

/** A masked element as the mirror has it. */
export interface Box {
  readonly element: Element;
  /** What was last sent of its geometry. */
  sent: string;
}

/** Everything that belongs to one stream and dies with it. */
export interface Stream {
  readonly number: number;
  readonly writer: Writer;
  readonly budget: Budget;
  readonly nodes: NodeTable;
  readonly pending: Pending;
  readonly sides: Map<number, Side>;
  readonly boxes: Map<number, Box>;
  /** Document and shadow roots that are mirrored, by id. */
  readonly roots: Map<number, Document | ShadowRoot>;
  /** Mirrored `style` and `link` elements, by id. */
  readonly styles: Map<number, Element>;
  /** One of them came or went. */
  restyled: boolean;
  /** Form controls written since the last look at their state. */
  readonly freshControls: Element[];
  /** Canvases written since the last look. */
  readonly freshCanvases: HTMLCanvasElement[];
  /** Nodes moved since the last look at the controls: a browser changes radio groups and selections when members come and go. */
  readonly moved: Node[];
  /** Radio buttons in the mirror, by id. */
  readonly radios: Map<number, HTMLInputElement>;
  /** Mirrored custom elements without a shadow root as yet. */
  readonly hosts: Map<number, Element>;
  /** Mirrored `iframe` elements, by id. */
  readonly frames: Map<number, Element>;
  /** Texts told without their words: they are shown in a masked place. */
  readonly silent: Set<Node>;
  /** Something that was told in the open, went away and is masked now: what was told of it is still in the stream. */
  leaked: boolean;
  /** A node or anything below it, shadow roots included, was told in the open and has gone since. */
  parted(node: Node): boolean;
  /** Number of the next frame. */
  frame: number;
  /** `opening` until the keyframe is complete. */
  phase: 'opening' | 'open';
}

export interface StreamOptions {
  number: number;
  document: Document;
  natives: Natives;
  /** A shadow root left the mirror. */
  onRootGone(root: ShadowRoot): void;
}

export function createStream({ number, document, natives, onRootGone }: StreamOptions): Stream {
  const { firstChild, nextSibling, nodeType, shadowRoot } = natives;
  const writer = createWriter();
  const gone = new WeakSet<Node>();
  let some = false;
  const holds = (node: Node): boolean => {
    if (gone.has(node)) return true;
    const root = nodeType.call(node) === 1 ? shadowRoot.call(node as Element) : null;
    if (root !== null && holds(root)) return true;
    for (let child = firstChild.call(node); child !== null; child = nextSibling.call(child)) if (holds(child)) return true;
    return false;
  };
  const stream: Stream = {
    number,
    writer,
    budget: createBudget({ now: natives.now, writer, frameBytes: FRAME_BYTES }),
    nodes: createNodeTable(natives, (id, node) => {
      const { sides, boxes, radios, hosts, frames, roots } = stream;
      if (!boxes.has(id)) {
        gone.add(node);
        some = true;
      }
      for (const map of [sides, boxes, radios, hosts, frames]) map.delete(id);
      if (stream.styles.delete(id)) stream.restyled = true;
      const root = roots.get(id);
      if (root !== undefined && root !== document) {
        roots.delete(id);
        onRootGone(root as ShadowRoot);
      }
    }),
    pending: createPending(),
    sides: new Map(),
    boxes: new Map(),
    roots: new Map([[DOCUMENT_ID, document]]),
    styles: new Map(),
    restyled: false,
    freshControls: [],
    freshCanvases: [],
    moved: [],
    radios: new Map(),
    hosts: new Map(),
    frames: new Map(),
    silent: new Set(),
    leaked: false,
    parted: (node) => some && holds(node),
    frame: 0,
    phase: 'opening',
  };
  stream.nodes.add(document);
  return stream;
}
