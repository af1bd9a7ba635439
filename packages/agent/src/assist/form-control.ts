import type { FramePlace } from '../render/embed/frame-at.js';
import { around, type MirrorElement } from './mirror-place.js';

/** Controls of the mirror that an agent sets otherwise than by typing. */
export type FormControl =
  | { kind: 'list'; at: MirrorElement; select: HTMLSelectElement }
  | { kind: 'options'; at: MirrorElement; select: HTMLSelectElement }
  | { kind: 'picked'; at: MirrorElement; input: HTMLInputElement };

const PICKED = /^(?:date|time|month|week|datetime-local|color)$/;

/** The control an element is or is in. `options`: a list whose options are all seen. */
export function formControlOf(place: FramePlace, { path, element }: MirrorElement): FormControl | undefined {
  const { natives } = place.scene.frame;
  for (let at: Element | null = element; at; at = around(place, at)) {
    const id = place.scene.table.idOf(at);
    const tag = natives.tag(at);
    if (id === undefined) continue;
    const found = { path, id, element: at };
    if (tag === 'select') {
      const select = at as HTMLSelectElement;
      return { kind: select.multiple || select.size > 1 ? 'options' : 'list', at: found, select };
    }
    if (tag === 'input') {
      const input = at as HTMLInputElement;
      return PICKED.test(input.type) ? { kind: 'picked', at: found, input } : undefined;
    }
    if (tag !== 'option' && tag !== 'optgroup') return undefined;
  }
  return undefined;
}

/** As the customer's side sorts them: what fills in a form, made by the browser or by the page, and what does something else. */
const FIELDS = [
  'input:not([type=submit],[type=image],[type=reset],[type=button])',
  'select,textarea,option,optgroup,summary,[contenteditable]:not([contenteditable=false])',
  ...['checkbox', 'combobox', 'listbox', 'option', 'radio', 'searchbox', 'slider', 'spinbutton', 'switch', 'textbox'].map(
    (role) => `[role=${role}]`,
  ),
].join();
const OTHERS = 'a[href],area[href],button,input,[role=button],[role=link],[role=menuitem]';

/** Whether acts of the kind `edit_form` may press it: a control, or the label of one. */
export function isField(place: FramePlace, element: Element): boolean {
  const { matches } = place.scene.frame.window.Element.prototype;
  for (let at: Element | null = element; at; at = around(place, at)) {
    if (matches.call(at, FIELDS)) return true;
    if (at.localName !== 'label') {
      if (matches.call(at, OTHERS)) return false;
      continue;
    }
    const { control } = at as HTMLLabelElement;
    if (control) return matches.call(control, FIELDS);
  }
  return false;
}

/** Which options are selected once one is pressed in a list of several, by their elements. */
export function pressedOptions(
  select: HTMLSelectElement,
  pressed: HTMLOptionElement,
  keys: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean },
): HTMLOptionElement[] {
  const all = [...select.options];
  if (!select.multiple) return [pressed];
  if (keys.shiftKey) {
    const from = all.findIndex((option) => option.selected);
    const to = all.indexOf(pressed);
    const [first, last] = [Math.min(from < 0 ? to : from, to), Math.max(from, to)];
    return all.slice(first, last + 1).filter((option) => !option.disabled);
  }
  if (keys.ctrlKey || keys.metaKey) return all.filter((option) => option.selected !== (option === pressed));
  return [pressed];
}
