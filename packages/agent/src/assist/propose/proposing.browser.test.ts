import { FrameKind, Op, readDraft } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type OpenAssist, openAssist } from '../testing/open-assist.js';

let desk: OpenAssist | undefined;
afterEach(() => {
  expect(desk?.untouched()).toBe(true);
  desk?.stop();
});
const CSS = 'body { margin: 0 } body > * { display: block; box-sizing: border-box; width: 200px; height: 30px; margin: 0 0 10px }';
// label 5 text 6 input 7, checkbox 8, radio 9, radio 10, select 11 (option 12, option 14), date 16, textarea 17, box 18, button 19
async function open() {
  desk = await openAssist(
    [
      ['label', {}, 'Name', ['input', { value: 'Cleo', name: 'n' }]],
      ['input', { type: 'checkbox', 'aria-label': 'Agree' }],
      ['input', { type: 'radio', name: 'r', value: '1' }],
      ['input', { type: 'radio', name: 'r', value: '2' }],
      ['select', { 'aria-label': 'Color' }, ['option', {}, 'red'], ['option', {}, 'blue']],
      ['input', { type: 'date' }],
      ['textarea', {}],
      ['#box', {}],
      ['button', {}, 'Send'],
    ],
    { types: [], css: CSS },
  );
  desk.stream.w.varint(Op.BoxGeometry, 18, 8 * 200, 8 * 30);
  desk.stream.w.string('display: block; margin-bottom: 10px');
  desk.apply();
  desk.find<HTMLButtonElement>('.propose-toggle').click();
  const row = (at: number): void => (desk as OpenAssist).click(100, at * 40 + 15);
  const editor = (): HTMLInputElement => (desk as OpenAssist).find('.drafts > :last-child');
  const put = (value: string): void => {
    editor().value = value;
    editor().dispatchEvent(new Event(editor().localName === 'select' ? 'change' : 'input', { bubbles: true }));
  };
  const sent = () =>
    (desk as OpenAssist).frames
      .filter(({ header }) => header.kind === FrameKind.Draft)
      .map(({ header, body }) => ({ number: header.number, ...readDraft(body) }));
  const button = (text: string): HTMLButtonElement =>
    (desk as OpenAssist).all('.proposal button').find((one) => one.textContent === text) as HTMLButtonElement;
  const listed = (): string[] => (desk as OpenAssist).all('.proposal li').map((one) => one.textContent ?? '');
  return { desk, row, editor, put, sent, button, listed };
}
const at = (id: number) => ({ path: [], id });

test('A14 without any grant a proposal is filled in over the page and sent as one frame; the page is as it was', async () => {
  const { desk, row, editor, put, sent, button, listed } = await open();
  expect(button('Send to the customer').disabled).toBe(true);
  row(0);
  expect([editor().value, editor().getAttribute('aria-label')]).toEqual(['Cleo', 'Name']);
  put('Cleopatra');
  row(1);
  row(2);
  row(3);
  row(4);
  put('blue');
  row(5);
  put('2026-05-06');
  row(6);
  put('two\nlines');
  await desk.frame();
  expect(listed()).toEqual(['NameCleopatra×', 'Agree✓×', 'r✓×', 'Colorblue×', 'input2026-05-06×', 'textareatwo\nlines×']);
  const page = desk.page();
  const box = desk.find('.drafts > .draft').getBoundingClientRect();
  const field = desk.viewer.renderer?.document.querySelector('input')?.getBoundingClientRect() as DOMRect;
  expect(Math.abs(box.left - page.left - field.left * (page.width / 800))).toBeLessThan(1);
  (desk.find('.proposal li:nth-child(2) button') as HTMLButtonElement).click();
  button('Send to the customer').click();
  expect(sent()).toEqual([
    {
      number: 1,
      aimed: { stream: 1, number: 1 },
      fields: [
        { at: at(7), value: { kind: 'text', text: 'Cleopatra' } },
        { at: at(10), value: { kind: 'checked', checked: true } },
        { at: at(11), value: { kind: 'options', options: [14] } },
        { at: at(16), value: { kind: 'text', text: '2026-05-06' } },
        { at: at(17), value: { kind: 'text', text: 'two\nlines' } },
      ],
    },
  ]);
  expect(desk.acts()).toEqual([]);
  expect(desk.viewer.renderer?.document.querySelector('input')?.value).toBe('Cleo');
  expect(desk.all('.drafts > *')).toEqual([]);
  expect(desk.find('.proposal').textContent).toContain('One proposal waits');
  desk.viewer.message({ t: 'proposal_answered', proposal: 1, accepted: [0, 2] });
  expect(desk.find('.proposal-news').textContent).toBe('The customer has taken 2 of 5: Name, Color');
  expect(desk.find('.proposal').textContent).not.toContain('waits');
});

test('A15 what is as it was is not drafted, masked boxes and buttons cannot be proposed to, a field that goes takes its draft along', async () => {
  const { desk, row, put, listed } = await open();
  row(0);
  put('Cleo');
  expect(listed()).toEqual([]);
  row(7);
  expect(
    desk
      .all('.note-here')
      .map((one) => one.textContent)
      .join(''),
  ).toContain('Masked');
  row(8);
  expect(
    desk
      .all('.note-here')
      .map((one) => one.textContent)
      .join(''),
  ).toContain('Nothing can be filled in');
  row(6);
  put('x');
  expect(listed()).toHaveLength(1);
  desk.stream.w.varint(Op.Remove, 17);
  desk.apply();
  await desk.until(() => listed().length === 0);
});

test('A16 a proposal can be withdrawn; no more than five wait; Tab goes from field to field', async () => {
  const { desk, row, put, sent, button, editor } = await open();
  for (let n = 1; n <= 5; n++) {
    row(6);
    put(String(n));
    button('Send to the customer').click();
  }
  row(6);
  put('6');
  expect(button('Send to the customer').disabled).toBe(true);
  button('Withdraw the last').click();
  expect(sent().at(-1)).toEqual({ number: 5, aimed: { stream: 1, number: 1 }, fields: [] });
  expect(button('Send to the customer').disabled).toBe(false);
  row(0);
  desk.key('Tab');
  expect(editor().getAttribute('aria-label')).toBe('Color');
  desk.find<HTMLButtonElement>('.propose-toggle').click();
  await desk.frame();
  expect(desk.find('.proposal').hidden).toBe(true);
});

test('V15 drafts, answers and what is being composed are forgotten with the page', async () => {
  const { desk, row, put, button, listed } = await open();
  row(0);
  put('Cleopatra');
  button('Send to the customer').click();
  button('Done').click();
  desk.viewer.message({ t: 'proposal_answered', proposal: 1, accepted: [0] });
  const words = (): string => [...desk.all('.overlay'), desk.find('.viewer')].map((one) => one.textContent).join();
  expect(desk.find('.proposal-news').textContent).toContain('Name');
  expect(desk.all('.note-here').map((one) => one.textContent)).toContain('The customer has taken 1 of 1: Name');
  desk.find<HTMLButtonElement>('.propose-toggle').click();
  row(6);
  put('Caesar');
  expect(listed()).toHaveLength(1);
  desk.viewer.forget();
  expect(words()).not.toMatch(/Name|Caesar/);
  expect(desk.all('.drafts > *')).toEqual([]);
  // An answer that comes only now has no names to say.
  desk.viewer.message({ t: 'proposal_answered', proposal: 1, accepted: [0] });
  expect(words()).not.toContain('Name');
});
