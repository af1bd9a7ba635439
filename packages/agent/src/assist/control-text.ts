import type { NodePlace } from '@sightline/protocol';
import type { FramePlace } from '../render/embed/frame-at.js';
import { caretAt } from './caret-point.js';
import { toPage } from './mirror-place.js';
import type { TextPlace } from './text-place.js';

type TextControl = HTMLInputElement | HTMLTextAreaElement;
/** Where a browser can measure the text of a control. */
interface Measured {
  createValueRange?(start: number, end: number): { getClientRects(): DOMRectList };
}

/** The text of an `input` or `textarea` of the mirror. */
export function controlText(place: FramePlace, at: NodePlace, element: TextControl): TextPlace {
  return {
    ...at,
    element,
    lines: element.localName === 'textarea' ? 'many' : 'one',
    read: () => element.value,
    boxes(start, end) {
      const { createValueRange } = element as Measured;
      if (!createValueRange) return [];
      const { length } = element.value;
      try {
        const range = createValueRange.call(element, Math.min(start, length), Math.min(end, length));
        const seen = element.getBoundingClientRect();
        return [...range.getClientRects()]
          .map(({ left, top, width, height }) => {
            // What is scrolled out of the control is not seen.
            const from = Math.max(left, seen.left);
            return { left: from, top, width: Math.min(left + width, seen.right) - from, height };
          })
          .filter(({ left, width, top, height }) => width >= 0 && left <= seen.right && top < seen.bottom && top + height > seen.top)
          .map((box) => toPage(place, box));
      } catch {
        // A type without a selection of its own (number, email).
        return [];
      }
    },
    offsetAt(point) {
      const found = caretAt(place, element, point);
      return found && found.node === element ? found.offset : undefined;
    },
    // Browsers let nobody put the caret into a number or an e-mail address.
    select: ({ start, end, backward }) =>
      /^(?:number|email)$/.test(element.type) ? undefined : { act: 'caret', at, start, end, backward },
  };
}
