import { StateFlag } from '@sightline/protocol';
import type { Natives } from './natives.js';

interface Wanted {
  value?: string;
  flags?: number;
}

/** Form state: what the wire said last of each control, kept true after every frame. */
export interface Controls {
  value(node: Node, value: string): void;
  flags(node: Node, flags: number): void;
  /** Ends a frame. `moved`: nodes or attributes changed, which lets the browser change states by its own rules. */
  settle(moved: boolean): void;
  forget(node: Node): void;
  /** Controls it has been told of. */
  readonly size: number;
}

/** Types whose value is their attribute's: what was said while they were of another type would overwrite it. */
const VALUE_IS_ATTRIBUTE = /^(?:checkbox|radio|hidden|submit|button|reset|image|file)$/;

type Control = HTMLInputElement & HTMLTextAreaElement & HTMLOptionElement;

export function createControls(natives: Natives): Controls {
  const wanted = new Map<Element, Wanted>();
  const said = new Set<Element>();

  const record = (node: Node): Wanted | undefined => {
    if (natives.type(node) !== 1) return undefined;
    const element = node as Element;
    let entry = wanted.get(element);
    if (!entry) {
      entry = {};
      wanted.set(element, entry);
    }
    said.add(element);
    return entry;
  };

  const applyValue = (element: Control, value: string): void => {
    const tag = element.localName;
    if (tag !== 'input' && tag !== 'textarea') return;
    if (tag === 'input' && VALUE_IS_ATTRIBUTE.test(element.type)) return;
    if (element.value !== value) element.value = value;
  };
  const applyFlags = (element: Control, flags: number): void => {
    switch (element.localName) {
      case 'input':
        if (element.checked !== ((flags & StateFlag.Checked) !== 0)) element.checked = (flags & StateFlag.Checked) !== 0;
        element.indeterminate = (flags & StateFlag.Indeterminate) !== 0;
        break;
      case 'option': {
        const selected = (flags & StateFlag.Selected) !== 0;
        if (element.selected !== selected) element.selected = selected;
        break;
      }
      default:
        break;
    }
  };
  const assert = (element: Element, entry: Wanted): void => {
    try {
      if (entry.value !== undefined) applyValue(element as Control, entry.value);
      if (entry.flags !== undefined) applyFlags(element as Control, entry.flags);
    } catch {
      // A state the element refuses now is tried again when it has moved.
    }
  };
  /** A list that shows an option it was told is not selected shows none. */
  const clearSelect = (element: Element): void => {
    const select = (element as HTMLOptionElement).closest('select');
    if (!select?.options || select.multiple) return;
    const shown = select.options[select.selectedIndex];
    const entry = shown && wanted.get(shown);
    if (entry?.flags !== undefined && !(entry.flags & StateFlag.Selected)) select.selectedIndex = -1;
  };

  return {
    value(node, value) {
      const entry = record(node);
      if (entry) entry.value = value;
    },
    flags(node, flags) {
      const entry = record(node);
      if (entry) entry.flags = flags;
    },
    settle(moved) {
      if (moved) for (const [element, entry] of wanted) if (!said.has(element)) assert(element, entry);
      if (said.size === 0) return;
      for (const element of said) assert(element, wanted.get(element) ?? {});
      for (const element of said) if (element.localName === 'option') clearSelect(element);
      said.clear();
      // What was just said may have unchecked others: the browser's own exclusion is part of the state from now on.
      for (const [element, entry] of wanted) {
        if (entry.flags === undefined) continue;
        const control = element as Control;
        if (control.localName === 'input' && control.type === 'radio')
          entry.flags = (entry.flags & ~StateFlag.Checked) | (control.checked ? StateFlag.Checked : 0);
        else if (control.localName === 'option')
          entry.flags = (entry.flags & ~StateFlag.Selected) | (control.selected ? StateFlag.Selected : 0);
      }
    },
    forget: (node) => void wanted.delete(node as Element),
    get size() {
      return wanted.size;
    },
  };
}
