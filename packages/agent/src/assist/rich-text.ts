import type { NodePlace } from '@sightline/protocol';
import type { FramePlace } from '../render/embed/frame-at.js';
import { caretAt } from './caret-point.js';
import { toPage } from './mirror-place.js';
import type { TextPlace } from './text-place.js';

/** A run of the text: all of a text node, or of no length the place before a child of an element (an empty line). */
interface Run {
  node: Node;
  /** Offset of its first unit in all the text, and in its node. */
  from: number;
  base: number;
  length: number;
}

/** Nodes one look at an editable element goes through; what is behind has no caret of ours. */
const MAX_NODES = 20_000;
const INLINE = /^(?:inline|contents|none|ruby)/;

/** The text of editable content, lines joined by `\n`. */
export function richText(place: FramePlace, at: NodePlace, element: Element): TextPlace {
  const { window, natives } = place.scene.frame;
  const { table } = place.scene;

  const look = (): { text: string; runs: Run[] } => {
    const runs: Run[] = [];
    let text = '';
    let pending = false;
    let left = MAX_NODES;
    const put = (node: Node, base: number, data: string): void => {
      if (pending && runs.length > 0) text += '\n';
      pending = false;
      runs.push({ node, from: text.length, base, length: data.length });
      text += data;
    };
    const visit = (parent: Node): void => {
      let index = 0;
      for (let node = natives.first(parent); node && left-- > 0; node = natives.next(node), index++) {
        if (natives.type(node) === 3) {
          const { data } = node as Text;
          // Between blocks, blanks are of the source and not of the page.
          if (data.trim() !== '' || !/\n/.test(data)) put(node, 0, data);
        } else if (natives.type(node) === 1) {
          if (natives.tag(node) === 'br') {
            put(parent, index, '');
            pending = true;
            continue;
          }
          const block = !INLINE.test(window.getComputedStyle(node as Element).display);
          if (block && runs.length > 0) pending = true;
          visit(node);
          if (block && runs.length > 0) pending = true;
        }
      }
    };
    visit(element);
    if (runs.length === 0) put(element, 0, '');
    return { text, runs };
  };
  /** The node and offset of a place in the text. */
  const pointOf = (runs: readonly Run[], offset: number): { node: Node; offset: number } => {
    const run = runs.find(({ from, length }) => offset <= from + length) ?? runs.at(-1);
    return run ? { node: run.node, offset: run.base + Math.max(0, Math.min(run.length, offset - run.from)) } : { node: element, offset: 0 };
  };
  return {
    ...at,
    element,
    lines: 'rich',
    read: () => look().text,
    boxes(start, end) {
      const { runs } = look();
      const [from, to] = [pointOf(runs, start), pointOf(runs, end)];
      try {
        const range = new window.Range();
        range.setStart(from.node, from.offset);
        range.setEnd(to.node, to.offset);
        const rects = [...range.getClientRects()];
        if (rects.length > 0 || start !== end) return rects.map((box) => toPage(place, box));
        // An empty line has no text to measure: its own box does.
        const line = from.node.childNodes[from.offset] ?? from.node;
        const { left, top, height } = natives.rect(natives.type(line) === 1 ? (line as Element) : element);
        return [toPage(place, { left, top, width: 0, height })];
      } catch {
        return [];
      }
    },
    offsetAt(point) {
      const found = caretAt(place, element, point);
      if (!found) return undefined;
      const { runs, text } = look();
      const own = runs.find(({ node, base }) => node === found.node && (node.nodeType === 3 || base === found.offset));
      if (own) return own.from + (own.node.nodeType === 3 ? Math.min(own.length, found.offset) : 0);
      if (!element.contains(found.node)) return undefined;
      const child = found.node.childNodes[found.offset] ?? found.node;
      return runs.find(({ node }) => child.contains(node) || (child.compareDocumentPosition(node) & 4) > 0)?.from ?? text.length;
    },
    select({ start, end, backward }) {
      const { runs } = look();
      const [first, last] = [pointOf(runs, start), pointOf(runs, end)];
      const [from, to] = backward ? [last, first] : [first, last];
      const [fromId, toId] = [table.idOf(from.node), table.idOf(to.node)];
      if (fromId === undefined || toId === undefined) return undefined;
      return { act: 'range', at, from: fromId, fromOffset: from.offset, to: toId, toOffset: to.offset };
    },
  };
}
