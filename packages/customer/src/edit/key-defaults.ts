import { type Act, Modifier } from '@sightline/protocol';
import { changeable, type Control, controlOf, implicitSubmission } from './control.js';
import { sendPlain } from './edit-events.js';
import { placeCaret } from './selecting.js';
import { edit } from './text-edits.js';
import { focusedIn, type View, viewOf } from './realm.js';
import { nextOption, nextRadio, optionBegins, pickOptions, slide, stepNumber } from './picking.js';
import type { EditSession } from './session.js';

type KeyAct = Act & { act: 'key' };
/** Milliseconds in which letters typed at a list belong together. */
const TYPED_MS = 1000;

/** What keys do besides writing and moving a caret, which are acts of their own. */
export interface KeyDefaults {
  /** After `keydown`; true where the browser asks for no `keypress` then. */
  down(element: Element, act: KeyAct): boolean;
  /** After `keypress`. */
  pressed(element: Element, act: KeyAct): void;
  /** After `keyup`. */
  up(element: Element, act: KeyAct): void;
}

/** `tell` says `change` where there is one to say. */
export function createKeyDefaults({ natives, press, refuses }: EditSession, tell: (element: Element) => void): KeyDefaults {
  /** Space presses what it went down on when it goes up there. */
  let armed: Element | undefined;
  let typed = { text: '', at: 0 };
  const click = (element: Element): void => {
    const view = viewOf(element);
    if (view) press(element, () => view.HTMLElement.prototype.click.call(element as HTMLElement));
  };
  const submit = (element: Element): void => {
    const view = viewOf(element);
    const submission = view && implicitSubmission(view, element);
    if (submission) press(submission.target, () => submission.run());
  };
  const choose = (select: HTMLSelectElement, option: HTMLOptionElement | undefined): void => {
    if (option) pickOptions(select, [option]);
  };
  return {
    down(element, act) {
      const control = controlOf(element);
      const { key, modifiers } = act;
      const view = viewOf(element);
      armed = undefined;
      if (!view || modifiers & ~Modifier.Shift || control.element.matches(':disabled')) return false;
      if (key === 'Escape') {
        escape(view, control, refuses);
        return true;
      }
      if (key === ' ' && (control.kind === 'button' || control.kind === 'checkbox' || control.kind === 'radio')) armed = element;
      switch (control.kind) {
        case 'link':
          if (key === 'Enter') click(element);
          return key === 'Enter';
        case 'text':
          if (control.element.type === 'number' && changeable(control) && (key === 'ArrowUp' || key === 'ArrowDown')) {
            stepNumber(view, control.element as HTMLInputElement, key === 'ArrowUp');
            tell(element);
          }
          return false;
        case 'range':
          slide(control.element, key);
          return false;
        case 'radio': {
          const next = nextRadio(control.element, key);
          if (next && !refuses(next)) {
            view.HTMLElement.prototype.focus.call(next);
            click(next);
          }
          return false;
        }
        case 'select':
          // Where several can be chosen, Shift means more of them: that is told as a choice.
          if (!control.element.multiple || !modifiers) choose(control.element, nextOption(control.element, key));
          return false;
        case 'button':
        case 'checkbox':
        case 'picked':
        case 'editable':
        case 'none':
          return false;
        default:
          return control satisfies never;
      }
    },
    pressed(element, { key, modifiers }) {
      const control = controlOf(element);
      if (modifiers & ~Modifier.Shift || control.element.matches(':disabled')) return;
      if (key !== 'Enter') {
        if (control.kind !== 'select') return;
        const now = natives.now();
        typed = { text: now - typed.at < TYPED_MS ? typed.text + key : key, at: now };
        choose(control.element, typed.text.trim() ? optionBegins(control.element, typed.text) : undefined);
      } else if (control.kind === 'button') click(element);
      else if (
        /^(?:checkbox|radio|range|picked)$/.test(control.kind) ||
        (control.kind === 'select' && (control.element.size > 1 || control.element.multiple))
      )
        submit(element);
    },
    up(element, { key }) {
      const pressed = key === ' ' && armed === element && !(controlOf(element).kind === 'radio' && (element as HTMLInputElement).checked);
      armed = undefined;
      if (pressed) click(element);
    },
  };
}

/** Empties a search field, else closes what was opened last of what lies above the page. */
function escape(view: View, control: Control, refuses: EditSession['refuses']): void {
  const { element } = control;
  if (control.kind === 'text' && control.element.type === 'search' && control.element.value && changeable(control)) {
    // By editing: the browser then knows that the customer's page has yet to hear of a change.
    placeCaret(view, control.element, { start: 0, end: control.element.value.length, backward: false });
    edit(view, element, [['delete']], { inputType: '' }, 0);
    sendPlain(element, 'input');
    sendPlain(element, 'search');
    return;
  }
  const { document } = view;
  const above = ':modal, :popover-open:not([popover=manual i])';
  const opened = (focusedIn(document) ?? element).closest<HTMLElement>(above) ?? [...document.querySelectorAll<HTMLElement>(above)].at(-1);
  if (!opened || refuses(opened)) return;
  if (!opened.matches('dialog')) return void (opened.matches(':popover-open') && view.HTMLElement.prototype.hidePopover.call(opened));
  const dialog = opened as HTMLDialogElement;
  const { requestClose, close } = view.HTMLDialogElement.prototype as HTMLDialogElement & { requestClose?(): void };
  if (requestClose) requestClose.call(dialog);
  else if (sendPlain(dialog, 'cancel', true)) close.call(dialog);
}
