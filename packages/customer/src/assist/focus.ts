import { type Dom, isElement } from './dom.js';
import { FOCUSABLE, focused, focusedThrough } from './focused.js';
import type { Judge } from './judge.js';
import { viewOf } from './mouse-events.js';
import { caretAt, dragInField, dragInPage, type TextDrag } from './text-drag.js';

/** Moves the focus as a press of a mouse does: to the first thing around the target that takes it, else away. */
export function createFocus({ dom, judge }: { dom: Dom; judge: Judge }): { press(target: Element): void } {
  const delegates = (element: Element): boolean => element.shadowRoot?.delegatesFocus === true;
  const takes = (element: HTMLElement): boolean => {
    if (!dom.matches(element, FOCUSABLE) && !delegates(element)) return false;
    if (focusedThrough(element).some((inner) => judge.refuses(inner))) return false;
    // The focus is in it already.
    if (delegates(element) && element.shadowRoot?.activeElement) return true;
    element.focus({ preventScroll: true, focusVisible: false } as FocusOptions);
    return dom.matches(element, ':focus,:focus-within');
  };
  return {
    press(target) {
      const own = target.ownerDocument;
      const found = judge.around(
        target,
        (node) => (isElement(node) && node.ownerDocument === own && takes(node as HTMLElement)) || undefined,
      );
      if (found) return;
      // A dialog or the page takes it away without having it.
      const old = focused(own) as HTMLElement | null;
      if (old && old !== own.body && !judge.refuses(old)) old.blur();
    },
  };
}

/**
 * Puts the caret where a press of a mouse puts it; the second press in a row takes the word, the third the paragraph. Answers what goes on
 * selecting while the button of a first press is held.
 */
export function placeCaret(
  target: Element,
  { x, y, clicks, judge }: { x: number; y: number; clicks: number; judge: Judge },
): TextDrag | undefined {
  const view = viewOf(target);
  const at = caretAt(target, x, y);
  if (!at || !view) return undefined;
  const field = target as HTMLInputElement;
  if (/^(?:input|textarea)$/.test(target.localName)) {
    if (at.offsetNode !== target) return undefined;
    try {
      const [from, to] = clicks > 2 ? [0, field.value.length] : clicks === 2 ? wordAt(field.value, at.offset) : [at.offset, at.offset];
      field.setSelectionRange(from, to);
      return clicks < 2 ? dragInField(field, at.offset) : undefined;
    } catch {
      // A number or an e-mail address has no caret for scripts.
      return undefined;
    }
  }
  if (view.getComputedStyle(target).userSelect === 'none' || target.closest('button,a[href],select')) return undefined;
  const node = at.offsetNode;
  if (!node.dispatchEvent(new view.Event('selectstart', { bubbles: true, cancelable: true }))) return undefined;
  const selection = view.getSelection();
  if (!selection) return undefined;
  selection.collapse(node, at.offset);
  if (clicks < 2) return dragInPage(target, at, judge);
  const unit = clicks === 2 ? 'word' : 'paragraphboundary';
  selection.modify('move', 'backward', unit);
  selection.modify('extend', 'forward', unit);
  return undefined;
}

function wordAt(text: string, offset: number): [number, number] {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset))?.[0].length ?? 0;
  return before + after > 0 ? [offset - before, offset + after] : [offset, Math.min(offset + 1, text.length)];
}
