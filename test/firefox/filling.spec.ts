import { build } from 'esbuild';
import { expect, type Page, test } from '@playwright/test';
import { join } from 'node:path';

interface Deed {
  act: string;
  inputType?: string;
  text?: string;
  start?: number;
  end?: number;
}
type Step = [key: string, ...does: Deed[]];
const input = (inputType: string, text = ''): Deed => ({ act: 'input', inputType, text });
const types = (text: string): Step[] => [...text].map((letter) => [letter, input('insertText', letter)]);
const backspace: Step = ['Backspace', input('deleteContentBackward')];
const enter: Step = ['Enter', input('insertLineBreak')];
const form = '<form id=f><input id=a value=x><button id=b>go</button></form>';

/** What is done alike; what differs in this browser is in `docs/remote-assist.md`. */
const ROWS: [name: string, html: string, steps: Step[]][] = [
  ['text', '<input id=a value="one two">', [...types('7e2'), backspace, ['Control+Backspace', input('deleteWordBackward')], ...types('1')]],
  ['text of nine units', '<input id=a maxlength=9 value="one two">', types('abcd')],
  ['a caret', '<input id=a value="one two">', [...types('1'), ['Home', { act: 'caret', start: 0, end: 0 }], ...types('2')]],
  ['all of it', '<input id=a value="one two">', [['Control+a', { act: 'caret', start: 0, end: 7 }], ...types('x')]],
  ['text area', '<textarea id=a>x</textarea>', [...types('1'), enter, ...types('y'), backspace]],
  ['number', '<input id=a type=number value=50>', [...types('7e2'), backspace]],
  ['editable', '<div id=a contenteditable>x</div>', [...types('1'), ['Enter', input('insertParagraph')], ...types('y'), backspace]],
  ['a form', form, [...types('1'), enter]],
  ['no form', '<input id=a value=x>', [...types('1'), enter]],
  ['slider', '<input id=a type=range value=5 max=10>', [['ArrowUp'], ['ArrowRight'], ['Home'], ['End'], ['PageDown']]],
  ['checkbox', '<input id=a type=checkbox>', [[' ']]],
  ['radios', '<input id=a type=radio name=q value=1><input id=b type=radio name=q value=2>', [[' '], ['ArrowDown']]],
  ['list', '<select id=a><option>apple<option>bee<option>cat</select>', [['ArrowDown'], ['c'], ['Home']]],
];
const HEARD = 'focus blur keydown keypress keyup beforeinput input change select paste cut submit click';

let part = '';
test.beforeAll(async () => {
  const contents = "export { createEditing } from './packages/customer/src/edit/editing.ts'";
  const stdin = { contents, resolveDir: join(import.meta.dirname, '../..') };
  const built = await build({ stdin, bundle: true, write: false, format: 'iife', globalName: 'part' });
  part = `${built.outputFiles[0]?.text ?? ''};window.part = part;`;
});

async function drive(page: Page, html: string, steps: Step[], by: 'hand' | 'acts'): Promise<string[]> {
  await page.setContent(`<!doctype html><body>${html}</body>`);
  await page.evaluate(part);
  await page.evaluate(async (types) => {
    const view = window as never as { heard: string[]; part: { createEditing(session: object): unknown }; editing: unknown };
    view.heard = [];
    const field = document.querySelector<HTMLInputElement>('#a')!;
    document.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault());
    field.focus();
    if (typeof field.selectionStart === 'number') field.setSelectionRange(field.value.length, field.value.length);
    else if (field.isContentEditable) document.getSelection()?.setPosition(field, 1);
    // What that makes is none of what is compared.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    view.editing = view.part.createEditing({
      natives: { now: () => Date.now() },
      nodeOf: () => undefined,
      refuses: () => undefined,
      press: (_target: Element, run: () => void) => run(),
    });
    for (const type of types)
      document.addEventListener(
        type,
        (event) => {
          const { inputType, data, key, keyCode, charCode } = event as never as Record<string, unknown>;
          view.heard.push([type, (event.target as Element).id, inputType ?? key, data, keyCode, charCode, event.cancelable].join(' '));
        },
        true,
      );
  }, HEARD.split(' '));
  for (const [key, ...does] of steps) {
    if (by === 'hand') await page.keyboard.press(key === ' ' ? 'Space' : key);
    else
      await page.evaluate(
        ({ chord, does }) => {
          const view = window as never as { editing: { act(act: object, element: Element, document: Document): unknown } };
          const [key = '', held] = chord.split('+').reverse();
          const code = key === ' ' ? 'Space' : /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key;
          const press = (key: string, code: string, down: boolean, modifiers: number): object => ({
            act: 'key',
            key,
            code,
            down,
            modifiers,
            repeat: false,
          });
          const acts = [press(key, code, true, held ? 2 : 0), ...does, press(key, code, false, held ? 2 : 0)];
          if (held) acts.unshift(press(held, `${held}Left`, true, 2));
          if (held) acts.push(press(held, `${held}Left`, false, 0));
          for (const act of acts) {
            const refused = view.editing.act({ backward: false, ...act, at: { path: [], id: 1 } }, document.activeElement!, document);
            if (refused) throw new Error(JSON.stringify(refused));
          }
        },
        { chord: key, does },
      );
    // What comes with the next frame, such as `select`.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }
  return page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
    const fields = [...document.querySelectorAll<HTMLInputElement>('input,textarea,select,[contenteditable]')];
    return [
      ...(window as never as { heard: string[] }).heard,
      ...fields.map((field) => `${field.value ?? field.innerHTML} ${field.checked}`),
    ];
  });
}

for (const [name, html, steps] of ROWS)
  test(`F1 in Firefox: ${name}`, async ({ page }) => {
    const hand = await drive(page, html, steps, 'hand');
    expect(await drive(page, html, steps, 'acts')).toEqual(hand);
  });
