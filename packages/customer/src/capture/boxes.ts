import { BOX_STYLE, Op } from '@sightline/protocol';
import type { Natives } from './natives.js';
import type { Box, Stream } from './stream.js';

const UNIT = 8;
const INLINE_STEP = 64;

/** Computed values that follow from an element's size. */
const OF_SIZE = new Set(['right', 'bottom', 'transform-origin']);

const PLUGIN = /^(?:object|embed)$/;

interface Place {
  size: { width: number; height: number };
  style: Map<string, string>;
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
  const places = new WeakMap<Element, Place>();
  const fixed = new WeakSet<Element>();
  const ready = new Map<number, Place>();

  const read = (box: Box): Place => {
    const { element } = box;
    const computed = natives.getComputedStyle(element);
    const value = (name: string): string => computed.getPropertyValue(name);
    const display = value('display');
    if (display === 'none') return { size: { width: 0, height: 0 }, style: new Map([['display', 'none']]) };
    const before = places.get(element);
    const held = before !== undefined && fixed.has(element) ? before : undefined;
    const style = new Map<string, string>();
    for (const name of BOX_STYLE) style.set(name, (OF_SIZE.has(name) ? held?.style.get(name) : undefined) ?? value(name));
    let { width, height } = element.getBoundingClientRect();
    // A transformed element's rectangle is not its border box.
    const plain = ['transform', 'scale', 'rotate'].every((name) => value(name) === 'none');
    if (!plain && 'offsetWidth' in element) ({ offsetWidth: width, offsetHeight: height } = element as HTMLElement);
    // A plug-in's size says nothing of what it shows.
    if (display === 'inline' && !PLUGIN.test(element.localName)) {
      width = Math.ceil(width / INLINE_STEP) * INLINE_STEP;
      // On the baseline it would make its line higher than the text it hides did.
      style.set('vertical-align', 'top');
    }
    const size = { width: Math.round(width * UNIT), height: Math.round(height * UNIT) };
    if (held !== undefined) {
      size.height = held.size.height;
      const inFlow =
        /^(?:block|flex|grid|flow-root|list-item)$/.test(display) &&
        value('float') === 'none' &&
        /^(?:static|relative)$/.test(value('position'));
      if (!inFlow) size.width = held.size.width;
    }
    const place = { size, style };
    places.set(element, place);
    return place;
  };
  const text = (style: Map<string, string>): string => {
    let out = '';
    for (const [name, value] of style) out += `${name}:${value};`;
    return out;
  };
  const key = ({ size, style }: Place): string => `${size.width} ${size.height} ${text(style)}`;
  return {
    touched: (element) => void fixed.add(element),
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
        stream.writer.varint(Op.BoxGeometry, id, geometry.size.width, geometry.size.height);
        stream.writer.string(text(geometry.style));
      }
      ready.clear();
    },
    reset: () => ready.clear(),
  };
}
