import { HTML_NS } from '@sightline/protocol';
import { liveElements } from '../page/pick.js';
import type { Page } from '../page/page.js';
import type { Edits } from './edit.js';

/** Edits of form state: by property, as scripts do, and with the event that a person's input makes. */
export const FORM_EDITS: Edits = {
  valueProperty: (page) => on(page, 'input,textarea', (c: HTMLInputElement) => setValue(page, c)),
  valueTyped: (page) =>
    on(page, 'input,textarea', (c: HTMLInputElement) => {
      setValue(page, c);
      c.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }),
  checkedProperty: (page) => on(page, 'input', (c: HTMLInputElement) => (c.checked = page.random.chance(0.5))),
  checkedClicked: (page) => on(page, 'input[type=checkbox],input[type=radio]', (c: HTMLInputElement) => c.click()),
  indeterminate: (page) => on(page, 'input', (c: HTMLInputElement) => (c.indeterminate = !c.indeterminate)),
  radioGroup(page) {
    const name = page.random.pick(['group', 'left']);
    for (let n = 3; n > 0; n--) {
      const radio = page.document.createElement('input');
      radio.type = 'radio';
      radio.name = name;
      radio.checked = page.random.chance(0.6);
      page.document.body.append(radio);
    }
    return true;
  },
  newSelect(page) {
    const { Option } = windowOf(page);
    const select = page.document.createElement('select');
    select.multiple = page.random.chance(0.3);
    for (let n = 2 + page.random.int(3); n > 0; n--)
      select.add(new Option(page.label(), page.label(), page.random.chance(0.2), page.random.chance(0.3)));
    page.document.body.append(select);
    return true;
  },
  selectedIndex: (page) => on(page, 'select', (c: HTMLSelectElement) => (c.selectedIndex = page.random.int(c.options.length + 1) - 1)),
  selectValue: (page) => on(page, 'select', (c: HTMLSelectElement) => (c.value = c.options[0]?.value ?? '')),
  selectChosen: (page) =>
    on(page, 'select', (c: HTMLSelectElement) => {
      c.selectedIndex = page.random.int(c.options.length + 1) - 1;
      c.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      c.dispatchEvent(new Event('change', { bubbles: true }));
    }),
  optionSelected: (page) => on(page, 'option', (c: HTMLOptionElement) => (c.selected = page.random.chance(0.6))),
  optionAdded: (page) => on(page, 'select', (c: HTMLSelectElement) => c.add(new (windowOf(page).Option)(page.label()), page.random.int(3))),
  optionRemoved: (page) => on(page, 'select', (c: HTMLSelectElement) => c.remove(0)),
  defaultValue: (page) => on(page, 'input,textarea', (c: HTMLInputElement) => (c.defaultValue = page.label())),
  defaultChecked: (page) => on(page, 'input', (c: HTMLInputElement) => (c.defaultChecked = page.random.chance(0.5))),
  inputType: (page) =>
    on(
      page,
      'input',
      (c: HTMLInputElement) => (c.type = page.random.pick(['text', 'checkbox', 'radio', 'number', 'color', 'range', 'button'])),
    ),
  reset(page) {
    const form = page.document.createElement('form');
    const parent = page.document.body;
    form.append(...[...parent.childNodes].slice(0, 3));
    parent.prepend(form);
    form.reset();
    return true;
  },
  resetForm: (page) => on(page, 'form', (form: HTMLFormElement) => windowOf(page).HTMLFormElement.prototype.reset.call(form)),
  rangeText: (page) =>
    on(page, 'input,textarea', (c: HTMLInputElement) => {
      if (c.localName === 'textarea' || c.type === 'text') c.setRangeText(page.label(), 0, 0);
    }),
};

/** What a page's own script calls: its window's constructors and methods, which a capture may have wrapped. */
const windowOf = (page: Page): Window & typeof globalThis => page.document.defaultView as Window & typeof globalThis;

function setValue(page: Page, control: HTMLInputElement): void {
  control.value = page.random.pick([page.label(), '', '7', '2024-05-06', 'line\nbreak', '😀']);
}

function on<T extends Element>(page: Page, selector: string, change: (control: T) => void): boolean {
  const controls = liveElements(page).filter((e) => e.namespaceURI === HTML_NS && e.matches(selector));
  if (controls.length === 0) return false;
  change(page.random.pick(controls) as unknown as T);
  return true;
}
