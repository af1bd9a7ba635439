import type { DraftValue } from '@sightline/protocol';
import type { FramePlace } from '../../render/embed/frame-at.js';
import { around, isEditable, type MirrorElement } from '../mirror-place.js';
import { isTextControl } from '../text-place.js';

/** A field of the mirror that something can be proposed for. */
export type Proposable = { at: MirrorElement } & (
  | { kind: 'text'; element: HTMLInputElement | HTMLTextAreaElement }
  | { kind: 'rich'; element: HTMLElement }
  | { kind: 'checked'; element: HTMLInputElement }
  | { kind: 'options'; element: HTMLSelectElement }
);

const NOT_PROPOSED = /^(?:submit|reset|button|image|file|hidden|password)$/;
const PICKED = /^(?:date|time|month|week|datetime-local|color|range)$/;

/** The field an element is, is in, or is the label of; `undefined` where nothing can be filled in. */
export function proposableOf(place: FramePlace, { path, element }: MirrorElement): Proposable | undefined {
  const { natives, window } = place.scene.frame;
  const { matches } = window.Element.prototype;
  for (let node: Element | null = element; node; node = around(place, node)) {
    const id = place.scene.table.idOf(node);
    if (id === undefined) continue;
    const tag = natives.tag(node);
    const at = { path, id, element: node };
    if (tag === 'label') {
      const { control } = node as HTMLLabelElement;
      const of = control ? place.scene.table.idOf(control) : undefined;
      return control && of !== undefined ? proposableOf(place, { path, id: of, element: control }) : undefined;
    }
    if (tag === 'input' || tag === 'textarea' || tag === 'select') {
      if (matches.call(node, ':disabled, [readonly]')) return undefined;
      if (tag === 'select') return { kind: 'options', at, element: node as HTMLSelectElement };
      const input = node as HTMLInputElement;
      if (NOT_PROPOSED.test(input.type)) return undefined;
      if (input.type === 'checkbox' || input.type === 'radio') return { kind: 'checked', at, element: input };
      return isTextControl(node) || PICKED.test(input.type) ? { kind: 'text', at, element: input } : undefined;
    }
    if (isEditable(node) && natives.attributes(node).getNamedItem('contenteditable'))
      return { kind: 'rich', at, element: node as HTMLElement };
  }
  return undefined;
}

/** What the customer has in it now. */
export function presentValue(field: Proposable, idOf: (node: Node) => number | undefined): DraftValue {
  switch (field.kind) {
    case 'text':
      return { kind: 'text', text: field.element.value };
    case 'rich':
      return { kind: 'text', text: field.element.innerText };
    case 'checked':
      return { kind: 'checked', checked: field.element.checked };
    case 'options':
      return { kind: 'options', options: [...field.element.selectedOptions].map(idOf).filter((id) => id !== undefined) };
    default:
      return field satisfies never;
  }
}

/** A name for people: its label's words, else what it says of itself. */
export function nameOf({ element }: Proposable): string {
  const { labels } = element as Partial<HTMLInputElement>;
  const words = [
    labels?.[0]?.textContent,
    element.getAttribute('aria-label'),
    (element as Partial<HTMLInputElement>).placeholder,
    element.getAttribute('name'),
    element.localName,
  ];
  const name = words.map((one) => one?.replace(/\s+/g, ' ').trim()).find((one) => one);
  return (name ?? '').slice(0, 60);
}
