import { make } from '../viewer/make.js';
import type { PageBox } from './mirror-place.js';
import { focusOf, type TextState } from './text-edit.js';
import type { TextPlace } from './text-place.js';

/** Boxes of one selection that are drawn; a longer one is shown in its beginning. */
const MAX_BOXES = 200;

/** Draws over the mirror what the agent types into: the field, the caret, the selection. */
export interface CaretView {
  show(what: { place: TextPlace | undefined; state: TextState | undefined; box: PageBox | undefined; scale: number }): void;
  hide(): void;
  /** The caret is seen at once. */
  blink(): void;
  /** Where the caret is in the overlay, so that an input method's window opens there. */
  readonly spot: { x: number; y: number };
  stop(): void;
}

export function createCaretView(document: Document, overlay: HTMLElement): CaretView {
  const field = make(document, 'div', { class: 'typed', 'aria-hidden': 'true', hidden: '' });
  const caret = make(document, 'div', { class: 'caret', 'aria-hidden': 'true', hidden: '' });
  const marks = make(document, 'div', { class: 'marks', 'aria-hidden': 'true' });
  overlay.append(marks, field, caret);
  let spot = { x: 0, y: 0 };
  let drawn = '';
  const put = (element: HTMLElement, { left, top, width, height }: PageBox, scale: number): void => {
    const { style } = element;
    style.left = `${left * scale}px`;
    style.top = `${top * scale}px`;
    style.width = `${width * scale}px`;
    style.height = `${height * scale}px`;
  };
  return {
    show({ place, state, box, scale }) {
      field.hidden = !box;
      if (box) put(field, box, scale);
      const at = place && state ? Math.min(focusOf(state), place.read().length) : 0;
      const [line] = place && state ? place.boxes(at, at) : [];
      caret.hidden = !line || state?.start !== state?.end;
      if (line) put(caret, { ...line, width: 0 }, scale);
      spot = line ? { x: line.left * scale, y: line.top * scale } : box ? { x: box.left * scale, y: box.top * scale } : spot;
      const boxes = place && state && state.start !== state.end ? place.boxes(state.start, state.end).slice(0, MAX_BOXES) : [];
      const next = JSON.stringify([boxes, scale]);
      if (next === drawn) return;
      drawn = next;
      marks.replaceChildren(
        ...boxes.map((one) => {
          const mark = make(document, 'i');
          put(mark, one, scale);
          return mark;
        }),
      );
    },
    hide() {
      field.hidden = caret.hidden = true;
      marks.replaceChildren();
      drawn = '';
    },
    blink() {
      for (const animation of caret.getAnimations()) animation.currentTime = 0;
    },
    get spot() {
      return spot;
    },
    stop() {
      field.remove();
      caret.remove();
      marks.remove();
    },
  };
}
