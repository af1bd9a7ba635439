import { afterEach, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { createMirror, type Mirror } from './mirror.js';

let mirror: Mirror | undefined;
afterEach(() => mirror?.stop());

interface Row {
  html: string;
  /** What brings the state about, where the page alone does not. */
  act?(page: Document): unknown;
}

type Devtools = { send(method: string, params?: object): Promise<unknown> };
const devtools = (): Devtools => cdp() as unknown as Devtools;

const submit = (page: Document): void => {
  for (const form of page.forms) {
    form.onsubmit = () => false;
    form.requestSubmit();
  }
};
const type = (page: Document, text: string): void => {
  page.querySelector('input')?.focus();
  page.execCommand('insertText', false, text);
};
const atEnd = (page: Document, selector: string): void => {
  const field = page.querySelector<HTMLInputElement>(selector);
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
};
/** By a keyboard's way: only what a hand has touched is too long or too short. */
const typed = async (page: Document, selector: string, text: string): Promise<void> => {
  atEnd(page, selector);
  await devtools().send('Input.insertText', { text });
};
const key = async (page: Document, selector: string, name: string, command: string): Promise<void> => {
  atEnd(page, selector);
  await devtools().send('Input.dispatchKeyEvent', { type: 'keyDown', key: name, code: name, commands: [command] });
};
/** Opens the list as a click does. */
const openList = async (page: Document, selector: string): Promise<void> => {
  await devtools().send('Runtime.evaluate', { expression: '0', userGesture: true });
  page.querySelector<HTMLSelectElement>(selector)?.showPicker();
};
/** The state a browser gives what it fills in by itself; the developer tools can, too. Of all frames the page's comes first. */
const fillIn = async (_page: Document, selector: string): Promise<void> => {
  const tools = devtools();
  const find = `(function find(w) {
    const found = w.document.querySelector('${selector}');
    if (found) return found;
    for (let i = 0; i < w.length; i++) { const inner = find(w[i]); if (inner) return inner; }
  })(top)`;
  await tools.send('DOM.enable');
  await tools.send('CSS.enable');
  await tools.send('DOM.getDocument');
  const { result } = (await tools.send('Runtime.evaluate', { expression: find })) as { result: { objectId: string } };
  const { nodeId } = (await tools.send('DOM.requestNode', { objectId: result.objectId })) as { nodeId: number };
  await tools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: ['autofill'] });
};
const FIELDS =
  '<form><input required><input value="x" required><input type="number" min="2" max="5" value="9"><input type="number" min="2" value="3"></form>';

/**
 * Pseudo-classes that depend on more than the tree: each with a page where it matches something. Those of pointers and keys are in
 * `test/e2e`, those of the top layer with it.
 */
const ROWS: Record<string, Row> = {
  // What the mirror is in by itself, since its attributes, values and flags are the page's.
  ':checked': {
    html: '<input type="checkbox"><input type="radio" checked><select><option>a<option selected>b</select>',
    act: (page) => page.querySelector('input')?.click(),
  },
  ':indeterminate': {
    html: '<input type="checkbox"><progress></progress>',
    act: (page) => void ((page.querySelector('input') as HTMLInputElement).indeterminate = true),
  },
  ':disabled': { html: '<fieldset disabled><input></fieldset><button disabled>x</button><select><optgroup disabled><option>a</select>' },
  ':enabled': { html: '<fieldset disabled><input></fieldset><input>' },
  ':required': { html: FIELDS },
  ':optional': { html: FIELDS },
  ':read-only': { html: '<input readonly><input><p>x</p><p contenteditable>x</p>' },
  ':read-write': { html: '<input readonly><input><p contenteditable>x</p>' },
  ':placeholder-shown': {
    html: '<input placeholder="a"><input placeholder="b">',
    act: (page) => void ((page.querySelector('input') as HTMLInputElement).value = 'x'),
  },
  ':default': { html: '<form><button>a</button></form><input type="checkbox" checked>' },
  ':in-range': { html: FIELDS },
  ':out-of-range': { html: FIELDS },
  ':valid': { html: FIELDS },
  ':invalid': { html: FIELDS },
  ':link': { html: '<a href="https://a.example/">x</a><a>x</a>' },
  ':any-link': { html: '<a href="#x">x</a><a>x</a>' },
  ':lang(de)': { html: '<p lang="de-AT">x<b>y</b></p><p lang="en">x</p>' },
  ':dir(rtl)': { html: '<p dir="rtl">x</p><p dir="auto">x</p>' },
  ':open': { html: '<details open><summary>a</summary></details><details></details><dialog open>x</dialog>' },
  ':defined': { html: '<p>x</p><x-unknown>x</x-unknown>' },
  ':empty': { html: '<p></p><p> </p><p><!-- x --></p>' },
  ':has(:invalid)': { html: FIELDS },
  // What the customer's side tells.
  'select:open': { html: '<select><option>a<option>b</select><select></select>', act: (page) => openList(page, 'select') },
  ':autofill': { html: '<form><input autocomplete="name" id="name"><input></form>', act: (page) => fillIn(page, '#name') },
  ':is(:invalid)': {
    html: '<form><fieldset><input><select></select><button>x</button></fieldset></form><textarea></textarea>',
    act: (page) => page.querySelector('select')?.setCustomValidity('taken'),
  },
  ':not(:valid)': { html: '<form><input><input></form>', act: (page) => page.querySelector('input')?.setCustomValidity('taken') },
  'form:invalid': { html: '<form><input type="number"></form>', act: (page) => type(page, 'e') },
  'input:is(:invalid)': {
    // A script may make a value longer than a hand may; it is too long once a hand has touched it.
    html: '<form><input maxlength="3" id="long"><input maxlength="3" value="abc"></form>',
    act: async (page) => {
      (page.querySelector('#long') as HTMLInputElement).value = 'abcdef';
      await key(page, '#long', 'Backspace', 'deleteBackward');
    },
  },
  'form:not(:valid)': { html: '<form><input minlength="4" id="short"></form>', act: (page) => typed(page, '#short', 'ab') },
  ':user-invalid': { html: FIELDS, act: submit },
  ':user-valid': { html: '<form><input required value="x"><textarea></textarea></form>', act: submit },
  ':target': { html: '<p id="a">x</p><p id="b">x</p>', act: (page) => void (page.location.hash = 'b') },
  ':target, :has(:target)': { html: '<div><p id="a">x</p></div>', act: (page) => void (page.location.hash = 'a') },
  ':not(:defined)': { html: '<button is="x-button">x</button><button>x</button><x-unknown>x</x-unknown>' },
  ':focus': { html: '<input><button>x</button>', act: (page) => page.querySelector('button')?.focus() },
  ':focus-visible': { html: '<input><button>x</button>', act: (page) => page.querySelector('input')?.focus() },
  ':focus-within': { html: '<div><button>x</button></div>', act: (page) => page.querySelector('button')?.focus() },
};
const LOOK = '7px';

/** Whether each element of the page, and its copy in the mirror, has the look of a rule. */
function looks({ page, capture, renderer }: Mirror): { page: string[]; mirror: string[] } {
  const found = { page: [] as string[], mirror: [] as string[] };
  const look = (element: Element): boolean =>
    (element.ownerDocument.defaultView as Window).getComputedStyle(element).outlineOffset === LOOK;
  for (const [i, element] of [...page.querySelectorAll('body, body *')].entries()) {
    const copy = renderer.nodeOf(capture.idOf(element) ?? 0) as Element | undefined;
    const name = `${element.localName} ${i}`;
    if (look(element)) found.page.push(name);
    if (copy && look(copy)) found.mirror.push(name);
  }
  return found;
}

test.each(Object.entries(ROWS))('1.20 %s matches in the mirror what it matches on the page', async (selector, { html, act }) => {
  mirror = await createMirror();
  const open = mirror;
  const style = open.page.createElement('style');
  style.textContent = `${selector}{outline-offset:${LOOK}}`;
  open.page.head.append(style);
  open.page.body.innerHTML = html;
  await open.open();
  await act?.(open.page);
  await expect.poll(() => looks(open).page.length).toBeGreaterThan(0);
  await expect
    .poll(() => {
      open.capture.flush();
      const { page, mirror: shown } = looks(open);
      return { same: page.join() === shown.join(), page, shown };
    })
    .toMatchObject({ same: true });
  // And away again: what is told is taken back.
  for (const control of open.page.querySelectorAll<HTMLInputElement>('input,select')) control.setCustomValidity('');
  (open.page.activeElement as HTMLElement | null)?.blur();
  await expect
    .poll(() => {
      open.capture.flush();
      const { page, mirror: shown } = looks(open);
      return page.join() === shown.join();
    })
    .toBe(true);
  expect(open.faults).toEqual([]);
});

test('1.20 nothing is told of a masked element, nor of a form for what is masked in it', async () => {
  mirror = await createMirror();
  const open = mirror;
  open.page.body.innerHTML = '<form><input class="private" id="secret"></form><form><input><input class="private"></form>';
  await open.open();
  const [secret, shown] = open.page.querySelectorAll('input');
  open.page.location.hash = 'secret';
  secret?.setCustomValidity('taken');
  shown?.setCustomValidity('taken');
  await expect.poll(() => open.renderer.document.querySelector('input')?.matches(':invalid')).toBe(true);
  const forms = [...open.renderer.document.querySelectorAll('form')];
  expect(secret?.matches(':invalid:target')).toBe(true);
  expect(forms.map((form) => form.matches(':valid'))).toEqual([true, false]);
  expect(open.renderer.document.querySelector('[sightline-target]')).toBeNull();
});
