import { backspace, composes, enter, left, paste, press, selectAll, types, undo } from '../../packages/customer/src/edit/hand.fixture.js';
import { paragraph, type Scene } from './scene.js';

/** Things made for React: MUI, Headless UI, Slate. */
export const REACT_SCENES: readonly Scene[] = [
  {
    name: 'Headless UI for React: a combobox',
    page: 'headless',
    at: '#city',
    steps: [selectAll, ...types('ber'), press('ArrowDown'), press('Enter')],
    knows: { city: 'Bern' },
  },
  {
    name: 'Headless UI for React: a listbox',
    page: 'headless',
    at: '#size',
    steps: [press(' '), press('ArrowDown'), press('Enter')],
    knows: { size: 'medium' },
  },
  {
    name: 'Headless UI for React: a listbox of several, by letters',
    page: 'headless',
    at: '#tags',
    steps: [press('ArrowDown'), press('c'), press('Enter'), press('Home'), press('Enter'), press('Escape')],
    knows: { tags: ['c', 'a'] },
  },
  { name: 'Headless UI for React: a switch', page: 'headless', at: '#on', steps: [press(' ')], knows: { on: true } },
  {
    name: 'MUI: a controlled text field',
    page: 'mui',
    at: '#name',
    steps: [...types('Ada'), left, ...types('m'), backspace],
    knows: { name: 'Ada' },
  },
  { name: 'MUI: composed', page: 'mui', at: '#name', steps: composes('k', 'か', '化'), knows: { name: '化' } },
  { name: 'MUI: a text area', page: 'mui', at: '#notes', steps: [...types('a'), enter, ...types('b')], knows: { notes: 'a\nb' } },
  {
    name: 'MUI: a select by keys',
    page: 'mui',
    at: '#size',
    steps: [press('ArrowDown'), press('ArrowDown'), press('Enter')],
    knows: { size: 'medium' },
  },
  {
    name: 'MUI: an autocomplete',
    page: 'mui',
    at: '#city',
    steps: [...types('ber'), press('ArrowDown'), press('ArrowDown'), press('Enter')],
    knows: { city: 'Bern', typed: 'Bern' },
  },
  {
    name: 'MUI: an autocomplete that takes any text',
    page: 'mui',
    at: '#free',
    steps: [...types('Oslo'), press('Enter')],
    knows: { free: 'Oslo' },
  },
  { name: 'MUI: a checkbox', page: 'mui', at: '#agreed', steps: [press(' ')], knows: { agreed: true } },
  { name: 'MUI: a slider', page: 'mui', at: '#level', steps: [press('ArrowRight'), press('End')], knows: { level: 9 } },
  {
    name: 'Slate: writes',
    page: 'slate',
    at: '#text',
    steps: [...types('one'), paragraph, ...types('two'), backspace],
    knows: { text: 'one\ntw' },
  },
  {
    name: 'Slate: joins paragraphs',
    page: 'slate',
    at: '#text',
    steps: [...types('a'), paragraph, backspace, ...types('b')],
    knows: { text: 'ab' },
  },
  {
    name: 'Slate: pastes and undoes',
    page: 'slate',
    at: '#text',
    steps: [...types('a'), paste('b\nc'), undo],
    knows: { text: 'a' },
  },
  {
    name: 'Slate: composes',
    page: 'slate',
    at: '#text',
    steps: [...types('a'), ...composes('k', 'か', '化'), ...types('b')],
    knows: { text: 'a化b' },
  },
];
