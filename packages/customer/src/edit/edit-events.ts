import { type Act, Modifier } from '@sightline/protocol';
import { keyCodeOf, locationOf } from './key-codes.js';
import { type View, viewOf } from './realm.js';

/** Dispatches; false where a listener cancelled it. What listeners throw the browser reports. */
const send = (target: EventTarget, event: Event): boolean => {
  const view = (viewOf(target as Node) ?? target) as View;
  return view.EventTarget.prototype.dispatchEvent.call(target, event);
};

/** `keydown` and `keyup` have the key's number, `keypress` that of its character. */
export function sendKey(target: Element, type: string, act: Act & { act: 'key' }, composing: boolean): boolean {
  const view = viewOf(target);
  if (!view) return false;
  const { key, code, modifiers, repeat } = act;
  const charCode = type !== 'keypress' ? 0 : key === 'Enter' ? 13 : (key.codePointAt(0) ?? 0);
  const keyCode = composing && type === 'keydown' ? 229 : charCode || keyCodeOf(key, code);
  return send(
    target,
    new view.KeyboardEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      view,
      key,
      code,
      repeat,
      keyCode,
      charCode,
      isComposing: composing,
      location: locationOf(code),
      shiftKey: (modifiers & Modifier.Shift) > 0,
      ctrlKey: (modifiers & Modifier.Control) > 0,
      altKey: (modifiers & Modifier.Alt) > 0,
      metaKey: (modifiers & Modifier.Meta) > 0,
    }),
  );
}

/** What an `InputEvent` says of an edit. */
export interface Said {
  inputType: string;
  data?: string | null;
  dataTransfer?: DataTransfer | null;
  isComposing?: boolean;
}

export function sendInput(target: Element, type: 'beforeinput' | 'input', said: Said & { targetRanges?: StaticRange[] }): boolean {
  const view = viewOf(target);
  if (!view) return false;
  // What composes cannot be kept from composing.
  const cancelable = type === 'beforeinput' && !said.isComposing;
  return send(target, new view.InputEvent(type, { bubbles: true, composed: true, cancelable, view, ...said }));
}

/** The event of Chromium and WebKit that comes before any text enters; elsewhere none is sent. */
export function sendText(target: Element, data: string): boolean {
  const view = viewOf(target);
  if (!view || !('TextEvent' in view)) return true;
  const event = target.ownerDocument.createEvent('TextEvent') as Event & {
    initTextEvent?(type: string, bubbles: boolean, cancelable: boolean, view: View, data: string): void;
  };
  event.initTextEvent?.('textInput', true, true, view, data);
  return event.type !== 'textInput' || send(target, event);
}

export function sendComposition(target: Element, type: string, data: string): boolean {
  const view = viewOf(target);
  return !view || send(target, new view.CompositionEvent(type, { bubbles: true, cancelable: true, composed: true, view, data }));
}

/** `input` is heard outside of shadow roots, `change` is not. */
export function sendPlain(target: Element, type: string, cancelable = false): boolean {
  const view = viewOf(target);
  return !view || send(target, new view.Event(type, { bubbles: true, cancelable, composed: type === 'input' }));
}

export function sendFocus(target: Element, type: string, relatedTarget: Element | null): void {
  const view = viewOf(target);
  if (view)
    send(target, new view.FocusEvent(type, { bubbles: type.startsWith('focus') && type !== 'focus', composed: true, view, relatedTarget }));
}

/** `paste` with what is pasted, `cut` with nothing: what a hand cuts the browser puts into its clipboard later. */
export function sendClipboard(target: Element, type: 'paste' | 'cut', clipboardData: DataTransfer): boolean {
  const view = viewOf(target);
  return !view || send(target, new view.ClipboardEvent(type, { bubbles: true, cancelable: true, composed: true, clipboardData }));
}
