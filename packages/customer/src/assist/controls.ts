import { type Dom, isElement } from './dom.js';
import type { Judge } from './judge.js';

/** What may be pressed to fill in a form: its controls, also those a page has made itself, and what unfolds. */
const CONTROLS = [
  'input:not([type=submit],[type=image],[type=reset],[type=button])',
  'select',
  'textarea',
  'option',
  'optgroup',
  'summary',
  '[contenteditable]:not([contenteditable=false])',
  ...['checkbox', 'combobox', 'listbox', 'option', 'radio', 'searchbox', 'slider', 'spinbutton', 'switch', 'textbox'].map(
    (role) => `[role=${role}]`,
  ),
].join();

/** What does something else, which `edit_form` does not cover. */
const OTHERS = 'a[href],area[href],button,input,[role=button],[role=link],[role=menuitem]';

/** Whether a press there fills in a form: on a control, or on the label of one. */
export function isControl(target: Element, { dom, judge }: { dom: Dom; judge: Judge }): boolean {
  return (
    judge.around(target, (node) => {
      if (!isElement(node)) return undefined;
      if (dom.matches(node, CONTROLS)) return true;
      if (node.localName !== 'label') return dom.matches(node, OTHERS) ? false : undefined;
      const { control } = node as HTMLLabelElement;
      return control ? dom.matches(control, CONTROLS) : undefined;
    }) === true
  );
}
