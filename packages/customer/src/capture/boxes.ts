import { BOX_STYLE, Op } from '@sightline/protocol';
import type { Natives } from './natives.js';
import type { Box, Stream } from './stream.js';

const UNIT = 8;
const INLINE_STEP = 64;

interface Size {
  width: number;
  height: number;
}

/**
 * Measures masked elements and writes where they stand. The size of a box is fixed from the moment the customer acts inside it:
 * what grows with what is typed must not show (surface §7). Only a block in normal flow follows its surroundings in width.
 */
export interface BoxTracker {
  /** The customer did something inside this element. */
  touched(element: Element): void;
  /** Reads layout: called in an animation frame, or once the keyframe's walk is done. True where something is to be written. */
  measure(stream: Stream): boolean;
  write(stream: Stream): void;
  reset(): void;
}

export function createBoxes(natives: Natives): BoxTracker {
  const sizes = new WeakMap<Element, Size>();
  const fixed = new WeakSet<Element>();
  let ready = new Map<number, { size: Size; style: string }>();

  const read = (box: Box): { size: Size; style: string } => {
    const { element } = box;
    const computed = natives.getComputedStyle(element);
    const display = computed.getPropertyValue('display');
    if (display === 'none') return { size: { width: 0, height: 0 }, style: 'display:none;' };
    let style = '';
    for (const name of BOX_STYLE) style += `${name}:${computed.getPropertyValue(name)};`;
    const rect = element.getBoundingClientRect();
    let { width, height } = rect;
    // A transformed element's rectangle is not its border box.
    const plain =
      computed.getPropertyValue('transform') === 'none' &&
      computed.getPropertyValue('scale') === 'none' &&
      computed.getPropertyValue('rotate') === 'none';
    if (!plain && 'offsetWidth' in element) {
      width = (element as HTMLElement).offsetWidth;
      height = (element as HTMLElement).offsetHeight;
    }
    if (display === 'inline') width = Math.ceil(width / INLINE_STEP) * INLINE_STEP;
    const size: Size = { width: Math.round(width * UNIT), height: Math.round(height * UNIT) };
    const before = sizes.get(element);
    if (fixed.has(element) && before !== undefined) {
      size.height = before.height;
      const position = computed.getPropertyValue('position');
      const inFlow =
        /^(?:block|flex|grid|flow-root|list-item)$/.test(display) &&
        computed.getPropertyValue('float') === 'none' &&
        (position === 'static' || position === 'relative');
      if (!inFlow) size.width = before.width;
    }
    sizes.set(element, size);
    return { size, style };
  };
  const key = (g: { size: Size; style: string }): string => `${g.size.width} ${g.size.height} ${g.style}`;
  return {
    touched(element) {
      fixed.add(element);
    },
    measure(stream) {
      for (const [id, box] of stream.boxes) {
        const now = read(box);
        if (key(now) !== box.sent) ready.set(id, now);
        else ready.delete(id);
      }
      return ready.size > 0;
    },
    write(stream) {
      for (const [id, geometry] of ready) {
        const box = stream.boxes.get(id);
        if (box === undefined) continue;
        box.sent = key(geometry);
        stream.writer.u8(Op.BoxGeometry);
        stream.writer.varint(id);
        stream.writer.varint(geometry.size.width);
        stream.writer.varint(geometry.size.height);
        stream.writer.string(geometry.style);
      }
      ready = new Map();
    },
    reset() {
      ready = new Map();
    },
  };
}
