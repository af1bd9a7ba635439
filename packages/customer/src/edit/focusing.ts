import { changeable, controlOf } from './control.js';
import { sendFocus, sendPlain } from './edit-events.js';
import { during, focusedIn, isFocused, type View, viewOf } from './realm.js';

/** Moves the focus as a hand does, also in a window that has none itself: there the browser tells its elements nothing. */
export interface Focusing {
  /** False where the element takes no focus. */
  focus(element: Element): boolean;
  blur(element: Element): void;
  /** Before the first act on a control: what `change` is measured by where the browser does not. */
  begin(element: Element): void;
  /** Says `change` where the value is another than at the focus, and never again for the same: what Enter does. */
  tell(element: Element): void;
}

export function createFocusing(): Focusing {
  const values = new WeakMap<Element, string>();
  const valueOf = (element: Element): string => (element as HTMLInputElement).value;
  /** Says what the browser has not said of a focus that went from one element to another. */
  const say = (view: View, from: Element | null, run: () => void): void => {
    const heard = new Set<string>();
    during(
      view,
      ['change', 'blur', 'focus'],
      ({ type, target }) => {
        if (target !== view) heard.add(type);
      },
      run,
    );
    const document = view.document;
    if (document.hasFocus()) return;
    const to = focusedIn(document);
    const on = to === document.body ? null : to;
    if (from === on) return;
    const changed = from && values.has(from) && values.get(from) !== valueOf(from);
    if (changed && !heard.has('change')) sendPlain(from, 'change');
    if (from && !heard.has('blur')) for (const type of ['blur', 'focusout']) sendFocus(from, type, on);
    if (on && !heard.has('focus')) for (const type of ['focus', 'focusin']) sendFocus(on, type, from);
  };
  const from = (document: Document): Element | null => {
    const at = focusedIn(document);
    return at === document.body ? null : at;
  };
  return {
    focus(element) {
      if (isFocused(element)) return true;
      const view = viewOf(element);
      const at = element as HTMLElement;
      if (!view) return false;
      say(view, from(view.document), () => view.HTMLElement.prototype.focus.call(at));
      return isFocused(element);
    },
    blur(element) {
      const view = viewOf(element);
      if (view && isFocused(element)) say(view, from(view.document), () => view.HTMLElement.prototype.blur.call(element as HTMLElement));
      values.delete(element);
    },
    begin(element) {
      const control = controlOf(element);
      if (control.kind === 'text' && changeable(control) && !values.has(element)) values.set(element, valueOf(element));
    },
    tell(element) {
      const view = viewOf(element);
      const { focus, blur } = view?.HTMLElement.prototype ?? {};
      if (!view || !focus || !blur) return;
      const at = element as HTMLElement;
      let said = false;
      // The browser says it when the focus goes, and knows then that it has; of the focus itself the page hears nothing.
      const hear = (event: Event): void => {
        if (event.type === 'change') said ||= event.target === element;
        else event.stopImmediatePropagation();
      };
      during(view, ['blur', 'focusout', 'focus', 'focusin', 'change'], hear, () => {
        blur.call(at);
        if (from(view.document) === null) focus.call(at, { preventScroll: true });
      });
      if (!said && !view.document.hasFocus() && values.has(element) && values.get(element) !== valueOf(element))
        sendPlain(element, 'change');
      values.delete(element);
    },
  };
}
