import { DOCUMENT_ID, HTML_NS, Op } from '@sightline/protocol';
import type { Gate } from '../privacy/gate.js';
import type { Dirt } from './dirt.js';
import type { Lapses } from './lapses.js';
import type { Natives } from './natives.js';
import type { Side, Stream } from './stream.js';

const UNIT = 8;
const STEP = 64;
const SLICE_MS = 4;

/** Never scroll by themselves, and make up most of a page. */
const FLAT = new Set(
  'a abbr b bdi bdo br code col colgroup em head hr i img label link mark meta option optgroup picture q s script small source span strong style sub sup svg template time title tr u wbr'.split(
    ' ',
  ),
);

/** Follows scroll offsets, in eighths of a CSS pixel. */
export interface ScrollTracker {
  /** A mirrored node scrolled; its offset is read in the next animation frame. */
  scrolled(node: Node): void;
  /** Moves what scrolled into the dirt. */
  collect(dirt: Dirt): void;
  /** A new stream: everything that ever scrolled is told again, once it is mirrored. */
  reopen(): void;
  write(dirt: Dirt, stream: Stream): void;
  /** After a keyframe: looks in idle time, once, for what was scrolled before capture began. `found` asks for a flush. */
  sweep(stream: Stream, found: () => void): void;
  stop(): void;
}

export function createScroll(document: Document, natives: Natives, gate: Gate, lapses: Lapses): ScrollTracker {
  const { nodeType, scrollTop, scrollLeft, localName, namespaceURI, isConnected } = natives;
  const seen = new Set<Node>([document]);
  let waiting = new Set<Node>([document]);
  /** The sweep: not begun, at an id of a stream, or done for good. */
  let state: { is: 'new' } | { is: 'running'; at: number; stream: Stream } | { is: 'done' } = { is: 'new' };
  let idle: number | undefined;

  const write = (stream: Stream, node: Node): void => {
    const { nodes, sides, boxes, writer } = stream;
    const viewport = node === document || node === document.scrollingElement;
    const id = viewport ? DOCUMENT_ID : nodes.ids.get(node);
    const window = document.defaultView;
    // How far a field has scrolled says how long its text is.
    if (id === undefined || boxes.has(id) || window === null || gate.text?.hid(node)) return;
    const element = (viewport ? document.scrollingElement : node) as Element | null;
    // At its end it says how much there is, of which boxes may say less.
    const said = (offset: number, whole: number, shown: number): number =>
      Math.round(boxes.size > 0 && offset > 0 && offset + shown > whole - 1 ? Math.ceil(offset / STEP) * STEP * UNIT : offset * UNIT);
    const left = said(viewport ? window.scrollX : scrollLeft.call(node as Element), element?.scrollWidth ?? 0, element?.clientWidth ?? 0);
    const top = said(viewport ? window.scrollY : scrollTop.call(node as Element), element?.scrollHeight ?? 0, element?.clientHeight ?? 0);
    let side: Side | undefined = sides.get(id);
    if (left === (side?.left ?? 0) && top === (side?.top ?? 0)) return;
    if (side === undefined) sides.set(id, (side = {}));
    side.left = left;
    side.top = top;
    writer.varint(Op.Scroll, id);
    writer.int(left);
    writer.int(top);
  };
  const scrolled = (node: Node): void => {
    seen.add(node);
    waiting.add(node);
  };
  /** Reads layout, two microseconds an element: a few milliseconds at a time, when the page has nothing to do. */
  const step = (found: () => void): void => {
    idle = undefined;
    if (state.is !== 'running') return;
    const { nodes, boxes } = state.stream;
    const until = natives.now() + SLICE_MS;
    let any = false;
    while (state.at < nodes.next && natives.now() < until) {
      const id = state.at++;
      const node = nodes.nodeOf(id);
      if (node === undefined || nodeType.call(node) !== 1 || boxes.has(id)) continue;
      const element = node as Element;
      if (namespaceURI.call(element) !== HTML_NS || FLAT.has(localName.call(element))) continue;
      if (scrollTop.call(element) === 0 && scrollLeft.call(element) === 0) continue;
      scrolled(element);
      any = true;
    }
    if (any) found();
    if (state.at >= nodes.next) state = { is: 'done' };
    else idle = natives.whenIdle(() => step(found));
  };
  return {
    scrolled,
    collect(dirt) {
      for (const node of waiting) dirt.scrolled.add(node);
      waiting = new Set();
    },
    reopen() {
      for (const node of seen) if (!isConnected.call(node)) seen.delete(node);
      waiting = new Set(seen);
      if (state.is === 'running') state = { is: 'new' };
    },
    write(dirt, stream) {
      for (const node of dirt.scrolled) {
        lapses.at = node;
        if (!lapses.has(node)) write(stream, node);
      }
      dirt.scrolled.clear();
    },
    sweep(stream, found) {
      if (state.is !== 'new') return;
      state = { is: 'running', at: DOCUMENT_ID + 1, stream };
      idle ??= natives.whenIdle(() => step(found));
    },
    stop() {
      state = { is: 'done' };
      natives.clearIdle(idle);
    },
  };
}
