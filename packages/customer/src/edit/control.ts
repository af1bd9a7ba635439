import type { View } from './realm.js';

export type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** What an element is to a hand that fills in. */
export type Control =
  | { kind: 'text'; element: TextControl; lines: boolean }
  /** `contenteditable`, or a document in design mode; `plain` takes no formatting. */
  | { kind: 'editable'; element: HTMLElement; plain: boolean }
  | { kind: 'select'; element: HTMLSelectElement }
  /** Its value is picked, never written letter by letter. */
  | { kind: 'picked'; element: HTMLInputElement }
  | { kind: 'range'; element: HTMLInputElement }
  | { kind: 'radio'; element: HTMLInputElement }
  | { kind: 'checkbox'; element: HTMLInputElement }
  /** What Enter and Space press. */
  | { kind: 'button'; element: HTMLElement }
  | { kind: 'link'; element: HTMLElement }
  | { kind: 'none'; element: Element };

const INPUTS: Record<string, Control['kind']> = {
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  file: 'none',
  hidden: 'none',
  color: 'picked',
  date: 'picked',
  time: 'picked',
  month: 'picked',
  week: 'picked',
  'datetime-local': 'picked',
  range: 'range',
  radio: 'radio',
  checkbox: 'checkbox',
};

export function controlOf(at: Element): Control {
  const element = at as HTMLInputElement;
  if (at.namespaceURI !== 'http://www.w3.org/1999/xhtml') return { kind: 'none', element };
  switch (at.localName) {
    case 'input': {
      const kind = INPUTS[element.type] ?? 'text';
      return kind === 'text' ? { kind, element, lines: false } : ({ kind, element } as Control);
    }
    case 'textarea':
      return { kind: 'text', element, lines: true };
    case 'select':
      return { kind: 'select', element: at as HTMLSelectElement };
    case 'button':
    case 'summary':
      return { kind: 'button', element };
    case 'a':
    case 'area':
      if (at.hasAttribute('href')) return { kind: 'link', element };
  }
  if (at.ownerDocument.designMode === 'on') return { kind: 'editable', element: at.ownerDocument.body, plain: false };
  if (!element.isContentEditable) return { kind: 'none', element };
  let host: HTMLElement = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return { kind: 'editable', element: host, plain: host.contentEditable === 'plaintext-only' };
}

/** Whether the browser lets a hand change it. */
export const changeable = ({ element }: Control): boolean => !element.matches(':disabled') && !(element as HTMLInputElement).readOnly;

/** The form a control belongs to, whatever its own properties are named. */
export const formOf = (element: Element): HTMLFormElement | null => (element as HTMLInputElement).form ?? null;

const BLOCKING = /^(?:text|search|url|tel|email|password|date|month|week|time|datetime-local|number)$/;

/**
 * What Enter in a control of the form does: presses its first submit button, or sends it where it has none and no second field that a
 * hand would write in. `undefined` where it does nothing.
 */
export function implicitSubmission(view: View, control: Element): { target: Element; run(): void } | undefined {
  const form = formOf(control);
  if (!form) return undefined;
  const elements = Object.getOwnPropertyDescriptor(view.HTMLFormElement.prototype, 'elements')?.get as (this: Element) => Iterable<Element>;
  const all = [...elements.call(form)] as HTMLInputElement[];
  // Image buttons are no form elements for scripts.
  for (const image of (form.getRootNode() as ParentNode).querySelectorAll<HTMLInputElement>('input[type=image i]'))
    if (image.form === form) all.push(image);
  all.sort((one, other) => (one.compareDocumentPosition(other) & 4 ? -1 : 1));
  const button = all.find(
    ({ type, localName }) => (localName === 'button' && type === 'submit') || (localName === 'input' && /^(?:submit|image)$/.test(type)),
  );
  if (button) return button.matches(':disabled') ? undefined : { target: button, run: () => view.HTMLElement.prototype.click.call(button) };
  if (control.localName === 'select' || all.filter(({ localName, type }) => localName === 'input' && BLOCKING.test(type)).length > 1)
    return undefined;
  return { target: form, run: () => view.HTMLFormElement.prototype.requestSubmit.call(form) };
}
