import { expect, it } from 'vitest';
import {
  backspace,
  composes,
  type Deed,
  edits,
  enter,
  home,
  left,
  paste,
  press,
  type Step,
  selectAll,
  tab,
  types,
  undo,
} from '../../packages/customer/src/edit/hand.fixture.js';
import { openPage } from './open-page.js';
import { REACT_SCENES } from './react-scenes.js';
import { PAGES, paragraph, type Scene } from './scene.js';

const only = (...deeds: Deed[]): Step => ({ name: 'acts', hand: () => Promise.reject(new Error('acts only')), acts: () => deeds });

const SCENES: Scene[] = [
  {
    name: 'Angular: ngModel',
    page: 'angular',
    at: '#name',
    steps: [...types('Ada'), left, ...types('m'), backspace],
    knows: { name: 'Ada' },
  },
  { name: 'Angular: ngModel, composed', page: 'angular', at: '#name', steps: composes('k', 'か', '化'), knows: { name: '化' } },
  {
    name: 'Angular: ngModel of a checkbox and a select',
    page: 'angular',
    at: '#agreed',
    steps: [press(' '), tab('#colour'), press('ArrowDown')],
    knows: { agreed: true, colour: 'green' },
  },
  {
    name: 'Angular: a form control that is judged',
    page: 'angular',
    at: '#city',
    steps: types('Be'),
    knows: { city: 'Be', valid: false, dirty: true },
  },
  {
    name: 'Angular: a form control told when it is left',
    page: 'angular',
    at: '#late',
    steps: [...types('x'), tab('#amount')],
    knows: { late: 'x', touched: true },
  },
  { name: 'Angular: a number', page: 'angular', at: '#amount', steps: [selectAll, ...types('4'), press('ArrowUp')], knows: { amount: 5 } },
  {
    name: 'Angular: radios and a slider',
    page: 'angular',
    at: '#s',
    steps: [press('ArrowDown'), tab('#level'), press('End')],
    knows: { size: 'm', level: 9 },
  },
  {
    name: 'Angular: a list',
    page: 'angular',
    at: '#tags',
    steps: [only({ act: 'choose', options: [0, 2] })],
    knows: { tags: ['a', 'c'] },
    actsOnly: true,
  },
  { name: 'Angular: Enter sends', page: 'angular', at: '#city', steps: [...types('Bern'), enter], knows: { city: 'Bern', sent: 1 } },
  { name: 'Svelte: bind:value', page: 'svelte', at: '#name', steps: [...types('Ada'), home, ...types('x')], knows: { name: 'xAda' } },
  { name: 'Svelte: a field that rewrites what is typed', page: 'svelte', at: '#upper', steps: types('ab'), knows: { upper: 'AB' } },
  { name: 'Svelte: a number', page: 'svelte', at: '#amount', steps: [...types('2'), press('ArrowUp')], knows: {} },
  {
    name: 'Svelte: a checkbox, a select and radios',
    page: 'svelte',
    at: '#agreed',
    steps: [press(' '), tab('#tags'), tab('#colour'), press('ArrowDown'), tab('#s'), press('ArrowDown')],
    knows: { agreed: true, colour: 'green', size: 'm' },
  },
  {
    name: 'Svelte: a list',
    page: 'svelte',
    at: '#tags',
    steps: [only({ act: 'choose', options: [1] })],
    knows: { tags: ['b'] },
    actsOnly: true,
  },
  { name: 'Svelte: editable content', page: 'svelte', at: '#rich', steps: [...types('ab'), backspace], knows: {} },
  {
    name: 'React: a controlled field',
    page: 'react',
    at: '#name',
    steps: [...types('Ada'), left, ...types('m'), backspace, tab('#code')],
    knows: { name: 'Ada', told: ['left'] },
  },
  { name: 'React: a field that rewrites what is typed', page: 'react', at: '#code', steps: types('a1b2c'), knows: { code: 'ABC' } },
  { name: 'React: composed', page: 'react', at: '#name', steps: composes('k', 'か', '化'), knows: { name: '化' } },
  { name: 'React: pasted and undone', page: 'react', at: '#name', steps: [paste('x y'), ...types('z'), undo], knows: { name: 'x y' } },
  { name: 'React: a text area', page: 'react', at: '#text', steps: [...types('a'), enter, ...types('b')], knows: { text: 'a\nb' } },
  { name: 'React: a checkbox', page: 'react', at: '#agreed', steps: [press(' ')], knows: { agreed: true } },
  { name: 'React: a select by keys', page: 'react', at: '#colour', steps: [press('ArrowDown')], knows: { colour: 'green' } },
  { name: 'React: radios', page: 'react', at: '#s', steps: [press('ArrowDown')], knows: { size: 'm' } },
  { name: 'React: a slider', page: 'react', at: '#level', steps: [press('ArrowUp'), press('ArrowUp')], knows: { level: '5' } },
  { name: 'React: an uncontrolled field', page: 'react', at: '#free', steps: [selectAll, ...types('free')], knows: { free: 'free' } },
  { name: 'React: Enter sends', page: 'react', at: '#name', steps: [...types('A'), enter], knows: { name: 'A', told: ['submit'] } },
  {
    name: 'React: a select chosen from',
    page: 'react',
    at: '#colour',
    steps: [only({ act: 'choose', options: [2] })],
    knows: { colour: 'blue' },
    actsOnly: true,
  },
  {
    name: 'React: a list chosen from',
    page: 'react',
    at: '#tags',
    steps: [only({ act: 'choose', options: [0, 2] })],
    knows: { tags: ['a', 'c'] },
    actsOnly: true,
  },
  {
    name: 'React: a date',
    page: 'react',
    at: '#day',
    steps: [only({ act: 'value', text: '2026-05-04' })],
    knows: { day: '2026-05-04' },
    actsOnly: true,
  },
  { name: 'Vue: v-model', page: 'vue', at: '#name', steps: [...types('Ada'), home, ...types('x')], knows: { name: 'xAda' } },
  { name: 'Vue: v-model.trim', page: 'vue', at: '#trimmed', steps: [...types(' a b '), tab('#amount')], knows: { trimmed: 'a b' } },
  { name: 'Vue: v-model.number', page: 'vue', at: '#amount', steps: [selectAll, ...types('42'), press('ArrowUp')], knows: { amount: 43 } },
  { name: 'Vue: v-model.lazy', page: 'vue', at: '#lazy', steps: [...types('late'), tab('#agreed')], knows: { lazy: 'late' } },
  { name: 'Vue: composed', page: 'vue', at: '#name', steps: composes('k', 'か', '化'), knows: { name: '化' } },
  { name: 'Vue: a checkbox', page: 'vue', at: '#agreed', steps: [press(' ')], knows: { agreed: true } },
  { name: 'Vue: a select', page: 'vue', at: '#colour', steps: [press('ArrowDown'), press('b')], knows: { colour: 'blue' } },
  {
    name: 'Vue: a list',
    page: 'vue',
    at: '#tags',
    steps: [only({ act: 'choose', options: [1, 2] })],
    knows: { tags: ['b', 'c'] },
    actsOnly: true,
  },
  {
    name: 'Headless UI: a combobox',
    page: 'vue',
    at: '#city',
    steps: [selectAll, ...types('ber'), press('ArrowDown'), press('Enter')],
    knows: { city: 'Bern' },
  },
  {
    name: 'Headless UI: a listbox',
    page: 'vue',
    at: '#size',
    steps: [press('Enter'), press('ArrowDown'), press('Enter')],
    knows: { size: 'medium' },
  },
  ...REACT_SCENES,
  { name: 'Lit: in a shadow root', page: 'lit', at: '#name', steps: [...types('Ada'), backspace], knows: { name: 'Ad' } },
  { name: 'Lit: a field that rewrites what is typed', page: 'lit', at: '#upper', steps: types('ab'), knows: { upper: 'AB' } },
  {
    name: 'Lit: a checkbox and a select',
    page: 'lit',
    at: '#agreed',
    steps: [press(' '), tab('#colour'), press('ArrowDown')],
    knows: { agreed: true, colour: 'green' },
  },
  {
    name: 'ProseMirror: writes',
    page: 'prosemirror',
    at: '#text',
    steps: [...types('one'), paragraph, ...types('two'), backspace],
    knows: { doc: 'doc(paragraph("one"), paragraph("tw"))' },
  },
  {
    name: 'ProseMirror: joins paragraphs',
    page: 'prosemirror',
    at: '#text',
    steps: [...types('a'), paragraph, backspace, ...types('b')],
    knows: { doc: 'doc(paragraph("ab"))' },
  },
  {
    name: 'ProseMirror: bold',
    page: 'prosemirror',
    at: '#text',
    steps: [...types('a'), edits('Control+b', 'formatBold'), ...types('b')],
    knows: { doc: 'doc(paragraph("a", strong("b")))' },
  },
  {
    name: 'ProseMirror: undoes and does again',
    page: 'prosemirror',
    at: '#text',
    steps: [...types('ab'), undo, ...types('c'), undo, edits('Control+y', 'historyRedo')],
    knows: { doc: 'doc(paragraph("c"))' },
  },
  {
    name: 'ProseMirror: pastes lines',
    page: 'prosemirror',
    at: '#text',
    steps: [...types('a'), paste('b\nc')],
    knows: { doc: 'doc(paragraph("ab"), paragraph("c"))' },
  },
  {
    name: 'ProseMirror: composes',
    page: 'prosemirror',
    at: '#text',
    steps: [...types('a'), ...composes('k', 'か', '化'), ...types('b')],
    knows: { doc: 'doc(paragraph("a化b"))' },
  },
  {
    name: 'Lexical: writes',
    page: 'lexical',
    at: '#text',
    steps: [...types('one'), edits('Enter', 'insertParagraph'), ...types('two'), backspace],
    knows: { text: 'one\ntw' },
  },
  {
    name: 'Lexical: undoes nothing and pastes',
    page: 'lexical',
    at: '#text',
    steps: [...types('a'), paste('bc'), ...types('d')],
    knows: { text: 'abcd' },
  },
  {
    name: 'Lexical: composes',
    page: 'lexical',
    at: '#text',
    steps: [...types('a'), ...composes('k', 'か', '化'), ...types('b')],
    knows: { text: 'a化b' },
  },
  {
    name: 'maska: a telephone',
    page: 'widgets',
    at: '#phone',
    steps: [...types('3012345'), backspace, ...types('6789')],
    knows: { phone: '+49 (301) 234-6789', bare: '3012346789' },
  },
  { name: 'maska: an amount', page: 'widgets', at: '#amount', steps: types('1234567.891'), knows: { amount: '1,234,567.89' } },
  { name: 'maska: pasted', page: 'widgets', at: '#phone', steps: [paste('3012345678')], knows: { phone: '+49 (301) 234-5678' } },
  { name: 'flatpickr: a date', page: 'widgets', at: '#day', steps: [...types('2026-05-04'), press('Enter')], knows: { day: [4] } },
  {
    name: 'tom-select: searches and chooses',
    page: 'widgets',
    at: '#search',
    steps: [...types('pl'), press('Enter')],
    knows: { fruit: ['3'], told: ['plum'] },
  },
  {
    name: 'tom-select: takes the last away',
    page: 'widgets',
    at: '#search',
    steps: [...types('pe'), press('Enter'), backspace, backspace, backspace],
    knows: { fruit: [] },
  },
];

for (const { name, page: from, at, steps, knows, actsOnly } of SCENES)
  it(`F1 ${name}`, async () => {
    const states: Record<string, unknown>[] = [];
    for (const by of actsOnly ? (['acts'] as const) : (['hand', 'acts'] as const)) {
      const page = await openPage((await PAGES[from]()).default, by);
      try {
        page.focus(at);
        await page.does(steps);
        await expect.poll(() => page.state(), { message: by }).toMatchObject(knows);
        states.push(page.state());
      } finally {
        page.stop();
      }
    }
    expect(states.at(-1)).toEqual(states[0]);
  });
