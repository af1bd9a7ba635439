import {
  backspace,
  composes,
  cut,
  edits,
  end,
  enter,
  home,
  left,
  paste,
  press,
  redo,
  remove,
  type Row,
  type Step,
  steps,
  tab,
  selectAll,
  selectLeft,
  types,
  undo,
} from './hand.fixture.js';

/** What may differ, and why; `docs/remote-assist.md` says the same. */
export const ALLOWED: { field: string; type?: RegExp; rows?: RegExp; reason: string }[] = [
  { field: 'event', type: /^close$/, reason: 'the browser sends it in a task of its own, sooner or later than the key comes up' },
  { field: 'event', type: /^scroll$/, reason: 'a text area is scrolled to its end, not to the line of the caret' },
  {
    field: 'userInvalid',
    rows: /^number: (Enter|arrow)/,
    reason: 'the browser counts a field as tried out when Enter is pressed in it, after an act when it is left',
  },
  { field: 'trusted', reason: 'no script can make an event that says it is a user' },
  { field: 'composed', type: /^textInput$/, reason: 'a script cannot make a TextEvent that leaves a shadow root' },
];

const TEXTS = {
  text: '<input id=a value="one two">',
  'text of nine units': '<input id=a maxlength=9 value="one two">',
  'text with a pattern': '<input id=a pattern="[a-z]+" required value="one">',
  search: '<input id=a type=search value="one two">',
  email: '<input id=a type=email value="a@b.cd">',
  password: '<input id=a type=password value="one two">',
  textarea: '<textarea id=a>one two</textarea>',
  number: '<input id=a type=number min=0 max=100 value=50>',
};
const EDITABLE = {
  editable: '<div id=a contenteditable>one two</div>',
  'editable text': '<div id=a contenteditable=plaintext-only>one two</div>',
};
const both = { ...TEXTS, ...EDITABLE };

const rows = (of: Record<string, string>, name: string, steps: Step[], undos = 0): Row[] =>
  Object.entries(of).map(([control, html]) => ({ name: `${control}: ${name}`, html, steps, undos }));
const only = (...names: (keyof typeof both)[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, both[name]]));
const form = (inner: string): string => `<form id=f>${inner}</form>`;

export const ROWS: Row[] = [
  ...rows(both, 'types', types('7e2'), 2),
  ...rows(both, 'types and takes back', [...types('12'), backspace, backspace, backspace, ...types('3'), remove], 4),
  ...rows(both, 'undoes and does again', [...types('1'), backspace, undo, undo, redo, redo], 2),
  ...rows(
    only('text', 'search', 'password', 'textarea'),
    'moves the caret and types',
    [...types('x'), left, left, ...types('y'), home, remove, end, ...types('z')],
    5,
  ),
  ...rows(only('text', 'textarea'), 'selects and replaces', [selectLeft, selectLeft, ...types('x'), selectLeft, backspace], 3),
  ...rows(both, 'selects all and types', [selectAll, ...types('4')], 2),
  ...rows(
    only('text', 'text of nine units', 'textarea', 'editable', 'editable text'),
    'pastes',
    [...types('x'), paste('PQ'), ...types('y')],
    4,
  ),
  ...rows(only('text', 'textarea', 'editable', 'editable text'), 'pastes lines', [paste('PQ\nR'), ...types('y')], 3),
  ...rows(only('text', 'textarea'), 'cuts', [selectLeft, selectLeft, cut, ...types('y')], 3),
  ...rows(only('text', 'textarea', 'editable', 'editable text'), 'composes', [...composes('k', 'か', '化'), ...types('y')], 1),
  ...rows(only('text', 'textarea', 'editable'), 'composes and confirms', composes('k', 'か', 'か')),
  ...rows(
    { 'long textarea': '<textarea id=a rows=9>one two</textarea>', ...only('editable text') },
    'breaks a line',
    [enter, ...types('x')],
    2,
  ),
  ...rows(only('editable'), 'breaks a line', [edits('Shift+Enter', 'insertLineBreak'), ...types('x')], 2),
  ...rows(only('editable'), 'starts a paragraph', [edits('Enter', 'insertParagraph'), ...types('x'), backspace, backspace], 4),
  ...rows(only('text', 'textarea', 'editable'), 'deletes a word', [edits('Control+Backspace', 'deleteWordBackward'), ...types('x')]),
  ...rows(only('editable'), 'is made bold', [
    edits('Control+b', 'formatBold'),
    ...types('x'),
    edits('Control+b', 'formatBold'),
    ...types('y'),
  ]),
  ...rows(only('text', 'number', 'email', 'search'), 'Enter without a form', [...types('1'), enter, ...types('2')]),
  ...[
    '<input id=a value=x>',
    '<input id=a value=x required><button id=b>go</button>',
    '<input id=a value="" required><button id=b>go</button>',
    '<input id=a value=x><input id=c>',
    '<input id=a value=x><button id=b disabled>go</button>',
    '<input id=a value=x><button id=n type=button>no</button><input id=b type=submit name=s>',
  ].map((inner): Row => ({ name: `a form of ${inner}: Enter`, html: form(inner), steps: [enter, ...types('y'), enter] })),
  { name: 'number: arrow keys', html: TEXTS.number, steps: [press('ArrowUp'), press('ArrowDown'), ...types('7'), press('ArrowUp')] },
  {
    name: 'number of steps: arrow keys',
    html: '<input id=a type=number min=1 max=9 step=3 value=2>',
    steps: ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown'].map((key) => press(key)),
  },
  {
    name: 'range: keys',
    html: '<input id=a type=range min=0 max=50 step=5 value=20>',
    steps: ['ArrowUp', 'ArrowRight', 'ArrowLeft', 'ArrowDown', 'PageUp', 'PageDown', 'End', 'End', 'Home'].map((key) => press(key)),
  },
  ...[
    ['date', '2024-06-15', '2024-07-15'],
    ['time', '10:30', '11:30'],
    ['month', '2024-06', '2024-07'],
    ['week', '2024-W06', '2024-W07'],
    ['datetime-local', '2024-06-15T10:30', '2024-07-15T10:30'],
  ].map(
    ([type = '', value = '', to = '']): Row => ({
      name: `${type}: a step`,
      html: `<input id=a type=${type} value=${value}>`,
      steps: [steps('ArrowUp', to)],
    }),
  ),
  {
    name: 'Tab',
    html: '<input id=a value=xy><input id=b value=xyz><input id=c type=number value=3><textarea id=d>uv</textarea><select id=e><option>1</select><input id=g type=checkbox><button id=h>i</button>',
    steps: [
      ...types('1'),
      tab('#b'),
      ...types('2'),
      tab('#c'),
      ...types('4'),
      tab('#d'),
      ...types('w'),
      tab('#e'),
      tab('#g'),
      press(' '),
      tab('#h'),
    ],
  },
  {
    name: 'checkbox: Space',
    html: form('<input id=a type=checkbox><button id=b>go</button>'),
    steps: [press(' '), press(' '), press('Enter')],
  },
  {
    name: 'checkbox that refuses: Space',
    html: '<input id=a type=checkbox>',
    script: (root) => root.addEventListener('click', (event) => event.preventDefault()),
    steps: [press(' ')],
  },
  {
    name: 'radios without a name: arrow keys',
    html: form('<input id=a type=radio><input id=b type=radio><input id=c type=radio name=q>'),
    steps: [press('ArrowDown'), press('ArrowDown')],
  },
  {
    name: 'radios: Space and arrow keys',
    html: form(
      '<input id=a type=radio name=q value=1><input id=r2 type=radio name=q value=2 disabled><input id=r3 type=radio name=q value=3><input id=r4 type=radio name=z>',
    ),
    steps: [press(' '), press(' '), press('ArrowDown'), press('ArrowRight'), press('ArrowUp')],
  },
  { name: 'button: Enter and Space', html: form('<button id=a>go</button>'), steps: [press('Enter'), press(' ')] },
  { name: 'reset button: Enter', html: form('<input id=t value=x><button id=a type=reset>no</button>'), steps: [press('Enter')] },
  { name: 'summary: Enter and Space', html: '<details id=d><summary id=a>s</summary>t</details>', steps: [press('Enter'), press(' ')] },
  { name: 'link: Enter', html: '<a id=a href="#x">l</a>', steps: [press('Enter'), press(' ')] },
  {
    name: 'select: keys',
    html: '<select id=a><option>apple<option>bee<optgroup label=g><option disabled>bear<option>beet</optgroup><option>cat<option>dog</select>',
    steps: ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'End', 'End', 'Home', 'PageDown', 'PageUp', 'c', 'd'].map(
      (key) => press(key),
    ),
  },
  {
    name: 'list: keys',
    html: '<select id=a size=3><option>apple<option>bee<option disabled>bear<option>beet<option>cat<option>dog</select>',
    steps: ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Home', 'c'].map((key) => press(key)),
  },
  { name: 'search: Escape', html: TEXTS.search, steps: [press('Escape'), ...types('x'), press('Escape'), press('Escape')] },
  {
    name: 'dialog: Escape',
    html: '<dialog id=d><input id=a></dialog>',
    script: (root) => root.querySelector('dialog')?.showModal(),
    steps: [...types('x'), press('Escape')],
  },
  {
    name: 'popover: Escape',
    html: '<div id=d popover><input id=a></div>',
    script: (root) => root.querySelector<HTMLElement>('#d')?.showPopover(),
    steps: [...types('x'), press('Escape')],
  },
  {
    name: 'a page that cancels keys',
    html: '<input id=a>',
    script: (root) => {
      root.addEventListener('keydown', (event) => event.key === 'x' && event.preventDefault());
      root.addEventListener('keypress', (event) => event.key === 'y' && event.preventDefault());
    },
    steps: types('xyz'),
  },
  {
    name: 'a page that cancels edits',
    html: '<input id=a value=ab>',
    script: (root) => root.addEventListener('beforeinput', (event) => event.data !== 'z' && event.preventDefault()),
    steps: [...types('yz'), backspace, paste('q'), undo],
  },
  {
    name: 'a page that writes in capitals',
    html: '<input id=a>',
    script: (root) =>
      root.addEventListener('input', ({ target }) => {
        const field = target as HTMLInputElement;
        field.value = field.value.toUpperCase();
      }),
    steps: [...types('abc'), backspace],
  },
  {
    name: 'boxes of one letter',
    html: '<input id=a maxlength=1><input id=b maxlength=1><input id=c maxlength=1>',
    script: (root) =>
      root.addEventListener('input', ({ target }) => ((target as Element).nextElementSibling as HTMLElement | null)?.focus()),
    steps: types('12'),
  },
];
