import type { DraftValue } from '@sightline/protocol';
import { make } from '../../viewer/make.js';
import type { Proposable } from './proposable.js';

/** The desk's own control over a field of the mirror, in which a value for it is proposed. */
export interface DraftEditor {
  readonly element: HTMLElement;
  value(): DraftValue;
  focus(): void;
}

const SAME = ['min', 'max', 'step', 'maxLength', 'placeholder'] as const;
/** Options an editor shows. */
const MAX_OPTIONS = 5_000;

export function createDraftEditor(
  document: Document,
  field: Proposable,
  o: { name: string; idOf(node: Node): number | undefined; changed(): void },
): DraftEditor {
  const attributes = { class: 'draft', 'aria-label': o.name };
  const typed = (input: HTMLInputElement | HTMLTextAreaElement, text: string): DraftEditor => {
    input.value = text;
    input.addEventListener('input', o.changed);
    return {
      element: input,
      value: () => ({ kind: 'text', text: input.value }),
      focus() {
        input.focus({ preventScroll: true });
        if (input.type !== 'color' && input.type !== 'range') input.select();
      },
    };
  };
  switch (field.kind) {
    case 'rich':
      return typed(make(document, 'textarea', attributes), field.element.innerText);
    case 'text': {
      const { element } = field;
      const input =
        element.localName === 'textarea'
          ? make(document, 'textarea', attributes)
          : make(document, 'input', { ...attributes, type: element.type });
      for (const name of SAME) {
        const given = element.getAttribute(name);
        if (given !== null) input.setAttribute(name, given);
      }
      input.autocomplete = 'off';
      return typed(input, element.value);
    }
    case 'checked': {
      const box = make(document, 'input', { ...attributes, type: field.element.type });
      // One does not come here to propose what is so already.
      box.checked = field.element.type === 'radio' || !field.element.checked;
      box.addEventListener('change', o.changed);
      return { element: box, value: () => ({ kind: 'checked', checked: box.checked }), focus: () => box.focus({ preventScroll: true }) };
    }
    case 'options': {
      const list = make(document, 'select', attributes);
      list.multiple = field.element.multiple;
      if (field.element.size > 1) list.size = field.element.size;
      const ids: number[] = [];
      let group: { from: Element; into: HTMLElement } | undefined;
      for (const option of [...field.element.options].slice(0, MAX_OPTIONS)) {
        const id = o.idOf(option);
        if (id === undefined) continue;
        ids.push(id);
        const parent = option.parentElement;
        if (parent?.localName !== 'optgroup') group = undefined;
        else if (group?.from !== parent) {
          group = { from: parent, into: make(document, 'optgroup', { label: (parent as HTMLOptGroupElement).label }) };
          list.append(group.into);
        }
        const shown = make(document, 'option', {}, option.label || option.text);
        shown.disabled = option.disabled;
        (group?.into ?? list).append(shown);
        shown.selected = option.selected;
      }
      list.addEventListener('change', o.changed);
      return {
        element: list,
        value: () => ({ kind: 'options', options: [...list.options].flatMap((option, at) => (option.selected ? (ids[at] ?? []) : [])) }),
        focus: () => list.focus({ preventScroll: true }),
      };
    }
    default:
      return field satisfies never;
  }
}
