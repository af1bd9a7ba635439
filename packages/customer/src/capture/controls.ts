import { Op, StateFlag } from '@sightline/protocol';
import { type Dirt, markControl } from './dirt.js';
import { Kind } from './kinds.js';
import type { Work } from './slice.js';
import type { Side } from './stream.js';

/** Kept as a select's own flags while nothing is selected in it. */
const NONE = -1;

/**
 * Writes the state of form controls that differs from what the mirror has: what was last sent, or
 * what its attributes and text give it by themselves.
 */
export function writeControls({ dirt, stream, walk, gate, natives, lapses }: Work): void {
  const { writer, nodes, sides, boxes, freshControls, radios } = stream;
  const { ids } = nodes;

  let regroup = false;

  const sideOf = (id: number): Side => {
    let side = sides.get(id);
    if (side === undefined) sides.set(id, (side = {}));
    return side;
  };
  const value = (element: Element, all: string, own: string, force: boolean): void => {
    const id = ids.get(element) as number;
    const now = gate.text === undefined ? all : gate.text.value(element, all);
    if (now === undefined || (!force && now === (sides.get(id)?.value ?? own))) return;
    sideOf(id).value = now;
    writer.varint(Op.Value, id);
    writer.string(now);
  };
  const flags = (id: number, now: number, own: number, force: boolean): void => {
    if (!force && now === (sides.get(id)?.flags ?? own)) return;
    sideOf(id).flags = now;
    writer.varint(Op.Flags, id, now);
  };
  const input = (element: HTMLInputElement, id: number, force: boolean): void => {
    const type = natives.input.type.call(element);
    if (type === 'checkbox' || type === 'radio') {
      if (type === 'radio') radios.set(id, element);
      const now =
        (natives.input.checked.call(element) ? StateFlag.Checked : 0) |
        (natives.input.indeterminate.call(element) ? StateFlag.Indeterminate : 0);
      if (type === 'radio' && now & StateFlag.Checked) regroup = true;
      flags(id, now, natives.input.defaultChecked.call(element) ? StateFlag.Checked : 0, force);
    } else value(element, natives.input.value.call(element), natives.input.defaultValue.call(element), force);
  };
  const select = (element: HTMLSelectElement, id: number, force: boolean): void => {
    // What is in a `noscript` or a mask counts on the page and is not in the mirror's list.
    const options: [HTMLOptionElement, number][] = [];
    let chosen = false;
    for (let i = 0; i < element.options.length; i++) {
      const option = element.options[i] as HTMLOptionElement;
      const optionId = ids.get(option);
      if (optionId === undefined || boxes.has(optionId)) continue;
      options.push([option, optionId]);
      chosen ||= natives.option.selected.call(option);
    }
    // Nothing selected: the browser would pick an option by itself, so each is told that it is not.
    const none = !chosen && !element.multiple && options.length > 0;
    const all = force || (none && sides.get(id)?.flags !== NONE);
    if (none) sideOf(id).flags = NONE;
    else if (sides.get(id)?.flags !== undefined) delete sideOf(id).flags;
    // In a list of one choice the last default is selected by itself, in a drop-down without defaults the first that can be.
    let natural: HTMLOptionElement | undefined;
    if (!element.multiple) {
      for (const [option] of options) if (natives.option.defaultSelected.call(option)) natural = option;
      if (element.size <= 1) natural ??= options.find(([option]) => !natives.matches.call(option, ':disabled'))?.[0];
    }
    for (const [option, optionId] of options) {
      const now = natives.option.selected.call(option) ? StateFlag.Selected : 0;
      const own = (element.multiple ? natives.option.defaultSelected.call(option) : option === natural) ? StateFlag.Selected : 0;
      flags(optionId, now, own, all);
      // Kept, so that it is told when another takes its place.
      if (now !== 0) sideOf(optionId).flags = now;
    }
  };
  const write = (element: Element, force: boolean): void => {
    const id = ids.get(element);
    if (id === undefined || boxes.has(id) || lapses.has(element)) return;
    lapses.at = element;
    switch (walk.kind(element)) {
      case Kind.Input:
        input(element as HTMLInputElement, id, force);
        break;
      case Kind.Textarea:
        value(
          element,
          natives.textarea.value.call(element as HTMLTextAreaElement),
          natives.textarea.defaultValue.call(element as HTMLTextAreaElement),
          force,
        );
        break;
      case Kind.Select:
        select(element as HTMLSelectElement, id, force);
        break;
      case Kind.Option: {
        // A new option tells only if its list does not show what its attributes say, or it took the choice inside something else.
        const option = element as HTMLOptionElement;
        const chosen = natives.option.selected.call(option);
        const owner = option.closest('select');
        if (chosen === natives.option.defaultSelected.call(option) && (!chosen || natives.parentNode.call(option) === owner)) break;
        if (owner !== null) write(owner, false);
        break;
      }
      default:
    }
  };
  for (const control of freshControls) write(control, false);
  freshControls.length = 0;
  if (stream.moved.length > 0) {
    let member = false;
    for (const node of stream.moved) {
      if (natives.nodeType.call(node) !== 1) continue;
      const element = node as Element;
      const select = natives.closest.call(element, 'select');
      if (select !== null) markControl(dirt, select, true);
      member ||= walk.kind(element) === Kind.Input;
      const inside = natives.inElement.call(element, 'input,select');
      for (let i = 0; i < inside.length; i++) {
        const control = inside[i] as Element;
        if (walk.kind(control) === Kind.Select) markControl(dirt, control, true);
        else member = true;
      }
    }
    stream.moved.length = 0;
    // Radio buttons that moved, or that something moved into or out of the group of.
    if (member) for (const radio of radios.values()) write(radio, true);
  }
  for (const [element, force] of dirt.controls) write(element, force);
  dirt.controls.clear();
  // A checked radio button unchecks the one that was, on both ends and without a word: what was told of that one is out of date.
  if (regroup && radios.size > 1) for (const radio of radios.values()) write(radio, false);
}

/** All controls in a form; its `reset` event comes before they change. */
export function markForm(dirt: Dirt, controls: NodeListOf<Element>): void {
  for (let i = 0; i < controls.length; i++) dirt.controls.set(controls[i] as Element, false);
}
