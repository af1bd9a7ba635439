import { BOX_STYLE, Op } from '@sightline/protocol';
import { createContentSizes } from './content-sizes.js';
import type { BoxTracker } from './late-boxes.js';
import type { Lapses } from './lapses.js';
import type { Natives } from './natives.js';
import type { Box } from './stream.js';

const UNIT = 8;
/** Milliseconds after the customer's last act in a masked element before boxes that are told already are measured again. */
const REST_MS = 700;

/** Told as they were computed, not as they came out: what an offset or margin `auto` came to is another form of the size. */
const OF_PLACE = /^(?:top|right|bottom|left|margin-|transform)/;
/** As large as their kind or what a plug-in, a frame or a drawing was given, whatever they hold. */
const OWN_SIZE =
  'input:not([type=submit i],[type=button i],[type=reset i],[type=image i]),textarea,meter,progress,iframe,canvas,embed,object:is(:empty,[width][height])';
const IN_FLOW = /^(?:block|flex|grid|flow-root|list-item)$/;

interface Place {
  size: { width: number; height: number };
  style: Map<string, string>;
}

/**
 * Measures masked elements and writes where they stand. Nothing that follows from what they hold shows: such sizes are told in steps
 * (`content-sizes.ts` knows the others), the size of a box is fixed from the moment the customer acts inside it (only a block in normal
 * flow follows its surroundings in width), and while the customer types in one nothing is told of any (surface §7).
 */
/** `again`: boxes are to be measured. */
export function createBoxes({ natives, lapses, again }: { natives: Natives; lapses: Lapses; again(): void }): BoxTracker {
  const places = new WeakMap<Element, Place>();
  const fixed = new WeakSet<Element>();
  const ready = new Map<number, Place>();
  const sizes = createContentSizes(natives);
  let restsAt = 0;
  let waiting = false;

  const read = ({ element }: Box): Place => {
    const computed = natives.getComputedStyle(element);
    const value = (name: string): string => computed.getPropertyValue(name);
    const display = value('display');
    if (display === 'none') return { size: { width: 0, height: 0 }, style: new Map([['display', 'none']]) };
    const before = places.get(element);
    const held = before !== undefined && fixed.has(element) ? before : undefined;
    const own = natives.matches.call(element, OWN_SIZE) && value('field-sizing') !== 'content';
    const map = natives.styleMap?.call(element);
    // Nothing around it has a say in it.
    const alone = own && display.startsWith('inline') && !['width', 'height'].some((axis) => /%|stretch|fill/.test(String(map?.get(axis))));
    const style = new Map<string, string>();
    for (const name of BOX_STYLE) {
      if (!OF_PLACE.test(name)) style.set(name, value(name));
      else if (map) style.set(name, String(map.get(name) ?? ''));
      // A browser that does not tell: only of what has a size of its own it says nothing.
      else if (own) style.set(name, held?.style.get(name) ?? value(name));
    }
    let { width, height } = natives.rectOf.call(element);
    // A transformed element's rectangle is not its border box.
    const plain = ['transform', 'scale', 'rotate'].every((name) => value(name) === 'none');
    if (!plain && 'offsetWidth' in element) ({ offsetWidth: width, offsetHeight: height } = element as HTMLElement);
    const told = (axis: 'width' | 'height', size: number): number => sizes.told(element, { axis, size, own });
    if (!alone) [width, height] = [told('width', width), told('height', height)];
    // On the baseline it would make its line higher than the text it hides did.
    if (display === 'inline' && !own) style.set('vertical-align', 'top');
    const size = { width: Math.round(width * UNIT), height: Math.round(height * UNIT) };
    if (held !== undefined) {
      size.height = held.size.height;
      const inFlow = IN_FLOW.test(display) && value('float') === 'none' && /^(?:static|relative)$/.test(value('position'));
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
  const typing = (): boolean => {
    const is = natives.now() < restsAt;
    if (is && !waiting) {
      waiting = true;
      natives.setTimeout(() => {
        waiting = false;
        again();
      }, REST_MS);
    }
    return is;
  };
  return {
    touched(element, keys) {
      fixed.add(element);
      if (keys) restsAt = natives.now() + REST_MS;
    },
    isTyping: typing,
    measure(stream) {
      // A box that was never measured has its place and tells no size.
      if (!lapses.runs('masks')) return false;
      const quiet = !typing();
      sizes.renew();
      for (const [id, box] of stream.boxes) {
        if (!quiet && box.sent !== '') continue;
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
