import { type Act, type DraftValue, Modifier, type RefusalReason } from '@sightline/protocol';
import { createComposing } from './composing.js';
import { changeable, type Control, controlOf, implicitSubmission } from './control.js';
import { sendInput, sendPlain } from './edit-events.js';
import { createFocusing } from './focusing.js';
import { createKeys } from './keys.js';
import { pickOptions, pickValue } from './picking.js';
import { focusedIn, isFocused, type View, viewOf } from './realm.js';
import { selectAll, setCaret, setRange } from './selecting.js';
import type { EditSession } from './session.js';
import { editText, type Writable } from './text-edits.js';

export interface Editing {
  /** Carries out one act of type `edit_form` on an element that an agent may touch now; whether it can be changed is decided here. */
  act(act: Act, element: Element, document: Document): RefusalReason | undefined;
  /** Fills in a field all at once, with the events of a hand that selects what is there and writes, and gives the focus back. */
  fill(element: Element, value: DraftValue): RefusalReason | undefined;
  stop(): void;
}

const MOST_MOVES = 20;

/** Fills in on the customer's page what an agent does, with the events, the values and the undo stack of a hand (SPEC F). */
export function createEditing(session: EditSession): Editing {
  const focusing = createFocusing();
  const composing = createComposing();
  /** Where the page has moved the focus from and to while an act was carried out: an agent who has not seen it yet still aims there. */
  let moves: [from: Element, to: Element][] = [];

  /** What a hand's key would go to, as far as an agent may touch it. */
  const follow = (element: Element): Element | RefusalReason => {
    let at = element;
    for (const [from, to] of moves) if (from === at) at = to;
    return at === element || !isFocused(at) ? element : (session.refuses(at) ?? at);
  };
  const noteMove = <R>(element: Element, run: () => R): R => {
    const had = isFocused(element);
    const result = run();
    const to = focusedIn(element.ownerDocument);
    const away = had && to && to !== element.ownerDocument.body && !isFocused(element);
    if (away) moves = [...moves.slice(-MOST_MOVES), [element, to]];
    return result;
  };
  const keys = createKeys({ session, composing: (element) => composing.at === element, tell: focusing.tell, noteMove, follow });
  /** A hand writes only where the focus is. */
  const enter = (control: Control): boolean => {
    if (!changeable(control) || !focusing.focus(control.element)) return false;
    focusing.begin(control.element);
    return true;
  };
  const options = (document: Document, ids: readonly number[]): HTMLOptionElement[] =>
    ids.map((id) => session.nodeOf(document, id) as HTMLOptionElement);

  const write = (control: Control, { inputType, text }: Act & { act: 'input' }): RefusalReason | undefined => {
    const { kind, element } = control;
    if ((kind !== 'text' && kind !== 'editable') || !enter(control)) return 'not_editable';
    if (kind === 'editable' || control.lines || !/^insert(?:LineBreak|Paragraph)$/.test(inputType))
      return editText(control, inputType, text) ? undefined : 'not_editable';
    const view = viewOf(element);
    if (!view || !sendInput(element, 'beforeinput', { inputType: 'insertLineBreak' })) return undefined;
    focusing.tell(element);
    if (element.type === 'search') sendPlain(element, 'search');
    const submission = implicitSubmission(view, element);
    if (submission) session.press(submission.target, () => submission.run());
    return undefined;
  };
  const select = (control: Writable, view: View): void => {
    if (control.kind === 'text') setCaret(view, control.element, { start: 0, end: control.element.value.length, backward: false });
    else setRange(control.element, [control.element, 0], [control.element, control.element.childNodes.length]);
  };
  const rewrite = (control: Writable, view: View, text: string): boolean => {
    if (!enter(control)) return false;
    select(control, view);
    return editText(control, text ? 'insertText' : 'deleteContentBackward', text);
  };
  /** What a control holds, in one step. */
  const put = (control: Control, value: DraftValue): boolean => {
    const view = viewOf(control.element);
    if (!view) return false;
    switch (control.kind) {
      case 'text':
      case 'editable':
        return value.kind === 'text' && rewrite(control, view, value.text);
      case 'picked':
      case 'range':
        return value.kind === 'text' && enter(control) && pickValue(control.element, value.text);
      case 'select':
        return value.kind === 'options' && enter(control) && pickOptions(control.element, options(view.document, value.options));
      case 'checkbox':
      case 'radio':
        if (value.kind !== 'checked' || !enter(control)) return false;
        if (control.element.checked !== value.checked) view.HTMLElement.prototype.click.call(control.element);
        return control.element.checked === value.checked;
      case 'button':
      case 'link':
      case 'none':
        return false;
      default:
        return control satisfies never;
    }
  };
  const selectsAll = (): boolean => keys.held?.key === 'a' && (keys.held.modifiers & (Modifier.Control | Modifier.Meta)) > 0;
  const done = (is: boolean): RefusalReason | undefined => (is ? undefined : 'not_editable');

  const focus = (element: Element): RefusalReason | undefined => {
    composing.end();
    moves = [];
    const before = isFocused(element);
    if (!focusing.focus(element)) return 'not_editable';
    focusing.begin(element);
    const control = controlOf(element);
    // As Tab does, and only Tab.
    if (!before && keys.held?.key === 'Tab' && control.kind === 'text' && !control.lines && viewOf(element)) control.element.select();
    return undefined;
  };

  const carryOut = (act: Act, element: Element, view: View): RefusalReason | undefined => {
    const control = controlOf(element);
    switch (act.act) {
      case 'focus':
        return focus(element);
      case 'blur':
        composing.end();
        focusing.blur(element);
        return undefined;
      case 'key':
        if (!act.down) return keys.up(control.element, act);
        if (control.kind !== 'none') focusing.focus(control.element);
        return keys.down(control.element, act);
      case 'input':
        composing.end();
        return write(control, act);
      case 'compose':
        if ((control.kind !== 'text' && control.kind !== 'editable') || !enter(control)) return 'not_editable';
        composing.compose(control, act.phase, act.text);
        return undefined;
      case 'caret':
        composing.end();
        if (control.kind !== 'text' || !focusing.focus(element)) return 'not_editable';
        // These keys step a number; its caret stays.
        if (control.element.type === 'number' && /^Arrow(?:Up|Down)$/.test(keys.held?.key ?? '')) return undefined;
        if (selectsAll()) selectAll(view);
        else setCaret(view, control.element, act);
        return undefined;
      case 'range': {
        composing.end();
        const { document } = view;
        const [from, to] = [session.nodeOf(document, act.from), session.nodeOf(document, act.to)];
        if (!from || !to) return 'gone';
        if (control.kind !== 'editable' || !focusing.focus(control.element)) return 'not_editable';
        if (selectsAll()) selectAll(view);
        else setRange(control.element, [from, act.fromOffset], [to, act.toOffset]);
        return undefined;
      }
      case 'value':
        return done(put(control, { kind: 'text', text: act.text }));
      case 'choose':
        return done(put(control, { kind: 'options', options: act.options }));
      case 'scroll':
      case 'wheel':
      case 'show':
      case 'pointer':
      case 'history':
      case 'go':
        return 'wrong_type';
      default:
        return act satisfies never;
    }
  };

  return {
    act(act, given, document) {
      const view = document.defaultView as View | null;
      if (!view) return 'gone';
      const element = act.act === 'focus' ? given : follow(given);
      if (typeof element === 'string') return element;
      // What a key does is not done where the page has cancelled the key; offsets of another field mean nothing in this one.
      if (act.act !== 'key' && keys.held?.prevented) return undefined;
      if (element !== given && (act.act === 'caret' || act.act === 'range')) return undefined;
      return noteMove(element, () => carryOut(act, element, view));
    },
    fill(element, value) {
      const before = focusedIn(element.ownerDocument);
      const filled = put(controlOf(element), value);
      if (before === element || !isFocused(element)) return done(filled);
      if (!before || before === element.ownerDocument.body || !focusing.focus(before)) focusing.blur(element);
      return done(filled);
    },
    stop() {
      composing.end();
      keys.stop();
      moves = [];
    },
  };
}
