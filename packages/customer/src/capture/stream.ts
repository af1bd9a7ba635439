import { DOCUMENT_ID, Writer } from '@sightline/protocol';
import { type Budget, createBudget } from './budget.js';
import type { Natives } from './natives.js';
import { NodeTable } from './node-table.js';
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
  const sides = new Map<number, Side>();
  const boxes = new Map<number, Box>();
  const radios = new Map<number, HTMLInputElement>();
  const hosts = new Map<number, Element>();
  const styles = new Map<number, Element>();
  const frames = new Map<number, Element>();
  const roots = new Map<number, Document | ShadowRoot>();
  const writer = new Writer();
  const nodes = new NodeTable(natives, (id) => {
    if (sides.size > 0) sides.delete(id);
    if (boxes.size > 0) boxes.delete(id);
    if (radios.size > 0) radios.delete(id);
    if (hosts.size > 0) hosts.delete(id);
    if (styles.size > 0 && styles.delete(id)) stream.restyled = true;
    if (frames.size > 0) frames.delete(id);
    const root = roots.size > 1 ? roots.get(id) : undefined;
    if (root !== undefined && root !== document) {
      roots.delete(id);
      onRootGone(root as ShadowRoot);
    }
  });
  nodes.add(document);
  roots.set(DOCUMENT_ID, document);
  const stream: Stream = {
    number,
    writer,
    budget: createBudget({ now: natives.now, writer, frameBytes: FRAME_BYTES }),
    nodes,
    pending: createPending(),
    sides,
    boxes,
    roots,
    styles,
    restyled: false,
    freshControls: [],
    freshCanvases: [],
    moved: [],
    radios,
    hosts,
    frames,
    silent: new Set(),
    frame: 0,
    phase: 'opening',
  };
  return stream;
}
