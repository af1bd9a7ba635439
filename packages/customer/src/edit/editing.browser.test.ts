import type { Act, DraftValue, RefusalReason } from '@sightline/protocol';
import { afterEach, expect, it } from 'vitest';
import { createEditing, type Editing } from './editing.js';
import type { EditSession } from './session.js';

type Deed = Act extends infer A ? (A extends { act: string } ? Omit<A, 'at'> : never) : never;

interface Rig {
  root: HTMLElement;
  editing: Editing;
  /** Elements an agent may not touch. */
  masked: Set<Element>;
  /** What waits for the customer's yes. */
  asked: { target: Element; press(): void }[];
  heard: string[];
  by<E extends Element = HTMLInputElement>(selector: string): E;
  act(selector: string, deed: Deed): RefusalReason | undefined;
  key(selector: string, key: string, does?: Deed): RefusalReason | undefined;
}

const HEARD =
  'focus focusin blur focusout keydown keypress keyup beforeinput input change submit click compositionstart compositionend'.split(' ');
const rigs: (() => void)[] = [];
afterEach(() => {
  for (const stop of rigs.splice(0)) stop();
});

function rig(
  html: string,
  { within = document.body, asks = false, ...more }: Partial<EditSession> & { within?: Element | ShadowRoot; asks?: boolean } = {},
): Rig {
  const { ownerDocument } = within;
  const root = ownerDocument.createElement('div');
  root.innerHTML = html;
  within.append(root);
  const masked = new Set<Element>();
  const asked: Rig['asked'] = [];
  const heard: string[] = [];
  const hear = (event: Event): void => void heard.push(`${event.type} ${(event.composedPath()[0] as Element).id}`);
  for (const type of HEARD) ownerDocument.addEventListener(type, hear, true);
  const editing = createEditing({
    natives: { now: () => Date.now() },
    nodeOf: (_document, id) => root.querySelectorAll('option')[id],
    refuses: (element) => (masked.has(element) ? 'masked' : undefined),
    press(target, press) {
      if (asks) asked.push({ target, press });
      else press();
    },
    ...more,
  });
  rigs.push(() => {
    editing.stop();
    for (const type of HEARD) ownerDocument.removeEventListener(type, hear, true);
    root.remove();
  });
  const by = <E extends Element = HTMLInputElement>(selector: string): E => {
    const found = root.querySelector<E>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const act: Rig['act'] = (selector, deed) => editing.act({ ...deed, at: { path: [], id: 1 } } as Act, by(selector), ownerDocument);
  const key: Rig['key'] = (selector, key, does) => {
    const deed = { act: 'key', key, code: key, modifiers: 0, repeat: false } as const;
    const refused = act(selector, { ...deed, down: true }) ?? (does && act(selector, does));
    return act(selector, { ...deed, down: false }) ?? refused;
  };
  return { root, editing, masked, asked, heard, by, act, key };
}
const text = (text: string): Deed => ({ act: 'input', inputType: 'insertText', text });

it('F2 what takes no text, is disabled or cannot be changed is refused, and stays as it is', () => {
  const { act, by } = rig(
    '<div id=d>x</div><input id=r readonly value=r><input id=o disabled value=o><fieldset disabled><textarea id=f>f</textarea></fieldset><input id=c type=checkbox><input id=n type=date><input id=p type=color>',
  );
  for (const id of ['#d', '#r', '#o', '#f', '#c', '#n']) expect(act(id, text('y')), id).toBe('not_editable');
  expect(act('#d', { act: 'caret', start: 0, end: 0, backward: false })).toBe('not_editable');
  expect(act('#n', { act: 'value', text: 'tomorrow' })).toBe('not_editable');
  expect(act('#r', { act: 'value', text: 'y' })).toBe('not_editable');
  expect(act('#c', { act: 'pointer', phase: 'down', x: 0, y: 0, button: 0, modifiers: 0, clicks: 1 })).toBe('wrong_type');
  expect([by('#r').value, by('#o').value, by<HTMLTextAreaElement>('#f').value, by('#n').value]).toEqual(['r', 'o', 'f', '']);
});

it('F3 values that are picked are set with input and change, and only where they are others', () => {
  const { act, by, heard } = rig(
    '<input id=c type=color value="#112233"><input id=r type=range min=0 max=10 step=5><input id=t type=time>',
  );
  expect(act('#c', { act: 'value', text: '#445566' })).toBeUndefined();
  act('#c', { act: 'value', text: '#445566' });
  act('#r', { act: 'value', text: '9' });
  act('#t', { act: 'value', text: '10:30' });
  expect([by('#c').value, by('#r').value, by('#t').value]).toEqual(['#445566', '10', '10:30']);
  expect(heard.filter((line) => /^(?:input|change)/.test(line))).toEqual([
    'input c',
    'change c',
    'input r',
    'change r',
    'input t',
    'change t',
  ]);
});

it('F4 options are chosen as a list is clicked; one that cannot be is refused', () => {
  const { act, by, heard } = rig(
    '<select id=s><option>a<option>b<option disabled>c</select><select id=m multiple><option>d<option>e<option>f</select>',
  );
  const choose = (id: string, ...options: number[]): unknown => act(id, { act: 'choose', options });
  expect([
    choose('#s', 1),
    choose('#s', 1),
    choose('#s', 2),
    choose('#s', 0, 1),
    choose('#s'),
    choose('#s', 4),
    choose('#m', 3, 5),
  ]).toEqual([undefined, undefined, 'not_editable', 'not_editable', 'not_editable', 'not_editable', undefined]);
  expect(by<HTMLSelectElement>('#s').value).toBe('b');
  expect([...by<HTMLSelectElement>('#m').selectedOptions].map(({ value }) => value)).toEqual(['d', 'f']);
  expect(heard.filter((line) => /^(?:input|change)/.test(line))).toEqual(['input s', 'change s', 'input m', 'change m']);
});

it('F5 what would be sent off waits for the customer', () => {
  const { key, asked, heard, root } = rig('<form id=f><input id=a value=x><button id=b>go</button></form>', { asks: true });
  root.addEventListener('submit', (event) => event.preventDefault());
  key('#a', 'Enter', { act: 'input', inputType: 'insertLineBreak', text: '' });
  key('#b', ' ');
  key('#b', 'Enter');
  expect(asked.map(({ target }) => target.id)).toEqual(['b', 'b', 'b']);
  expect(heard.filter((line) => /^(?:submit|click)/.test(line))).toEqual([]);
  asked[0]?.press();
  expect(heard.filter((line) => /^(?:submit|click)/.test(line))).toEqual(['click b', 'submit f']);
});

it('F6 where the page moves the focus, keys follow it, but never to what an agent may not touch', () => {
  const { key, by, masked, root, act } = rig('<input id=a maxlength=1><input id=b maxlength=1><input id=c maxlength=1>');
  root.addEventListener('input', ({ target }) => ((target as Element).nextElementSibling as HTMLElement | null)?.focus());
  masked.add(by('#c'));
  expect([key('#a', '1', text('1')), key('#a', '2', text('2')), act('#b', text('3')), act('#a', text('4'))]).toEqual([
    undefined,
    'masked',
    'masked',
    'masked',
  ]);
  expect(['#a', '#b', '#c'].map((id) => by(id).value)).toEqual(['1', '2', '']);
  root.addEventListener('keydown', () => by('#c').focus());
  by('#b').value = '';
  expect(key('#b', 'x', text('x'))).toBe('masked');
  expect(by('#c').value).toBe('');
});

it('F6 nor does a key close, press or choose what an agent may not touch', () => {
  const { key, masked, by, heard } = rig(
    '<dialog id=d><input id=i></dialog><input id=q type=radio name=q checked><input id=r type=radio name=q><div id=p popover>x<input id=j></div>',
  );
  by<HTMLDialogElement>('#d').showModal();
  masked.add(by('#d')).add(by('#r')).add(by('#p'));
  key('#i', 'Escape');
  expect(by<HTMLDialogElement>('#d').open).toBe(true);
  by<HTMLDialogElement>('#d').close();
  by<HTMLElement>('#p').showPopover();
  key('#j', 'Escape');
  expect(by('#p').matches(':popover-open')).toBe(true);
  key('#q', 'ArrowDown');
  expect([by('#q').checked, heard.filter((line) => line.endsWith(' r'))]).toEqual([true, []]);
});

it('F6 nothing is written where the page has moved the focus to meanwhile, and undo reaches into no other field', () => {
  const { act, by, root, heard } = rig('<input id=a value=x><input id=b><div id=e contenteditable></div>');
  const before = ['beforeinput', 'compositionupdate', 'paste', 'textInput'];
  const away = (): void => by('#b').focus();
  for (const type of before) {
    root.addEventListener(type, away, { once: true });
    if (type === 'compositionupdate') act('#a', { act: 'compose', phase: 'end', text: 'y' });
    else act('#a', { act: 'input', inputType: type === 'paste' ? 'insertFromPaste' : 'insertText', text: 'y' });
    root.removeEventListener(type, away);
    act('#a', { act: 'focus' });
    expect([type, by('#a').value, by('#b').value]).toEqual([type, 'x', '']);
  }
  // The customer writes, and what the agent wants to undo is that.
  for (const id of ['#b', '#e']) {
    by<HTMLElement>(id).focus();
    document.execCommand('insertText', false, 'mine');
  }
  heard.length = 0;
  for (const inputType of ['historyUndo', 'historyUndo', 'historyRedo']) act('#a', { act: 'input', inputType, text: '' });
  expect([by('#a').value, by('#b').value, by('#e').textContent]).toEqual(['x', 'mine', 'mine']);
  expect(document.activeElement).toBe(by('#a'));
  expect(heard.filter((line) => line.startsWith('input'))).toEqual([]);
});

it('F7 in a window without the focus the page hears of it all the same', async () => {
  const { by, act, heard } = rig('<input id=a><input id=b>', { within: other().body });
  act('#a', { act: 'focus' });
  act('#a', text('x'));
  act('#b', { act: 'focus' });
  act('#b', { act: 'blur' });
  expect(by('#a').value).toBe('x');
  expect(heard).toEqual([
    'focus a',
    'focusin a',
    'beforeinput a',
    'input a',
    'change a',
    'blur a',
    'focusout a',
    'focus b',
    'focusin b',
    'blur b',
    'focusout b',
  ]);
});

/** The document of an iframe that does not get the focus: the page around it keeps it. */
function other(): Document {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  rigs.push(() => frame.remove());
  const inner = frame.contentDocument;
  if (!inner) throw new Error('no document');
  // As in a window in the background.
  Object.defineProperty(inner, 'hasFocus', { value: () => false });
  return inner;
}

it('F8 shadow roots and iframes are filled in like the page, closed ones too', () => {
  const host = document.body.appendChild(document.createElement('div'));
  rigs.push(() => host.remove());
  for (const within of [host.attachShadow({ mode: 'closed' }), frameBody()]) {
    const { act, by, key } = rig('<input id=a value=x><div id=e contenteditable>y</div>', { within });
    expect(key('#a', 'z', text('z'))).toBeUndefined();
    act('#a', { act: 'caret', start: 0, end: 1, backward: false });
    act('#a', { act: 'input', inputType: 'deleteContentBackward', text: '' });
    act('#e', text('w'));
    expect([by('#a').value, by('#e').textContent]).toEqual(['x', 'wy']);
  }
});

function frameBody(): HTMLElement {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  rigs.push(() => frame.remove());
  return frame.contentDocument?.body as HTMLElement;
}

it('F9 a field is filled in at once, with the focus given back and the change said', () => {
  const { editing, by, heard } = rig(
    '<input id=z><input id=a value=old><textarea id=t></textarea><input id=d type=date><input id=c type=checkbox><input id=r type=radio name=q><select id=s><option>1<option>2</select><div id=e contenteditable>old</div><input id=n type=number value=5><input id=o readonly>',
  );
  by('#z').focus();
  const fill = (id: string, value: DraftValue): unknown => editing.fill(by(id), value);
  const written = (text: string): DraftValue => ({ kind: 'text', text });
  const results = [
    fill('#a', written('new')),
    fill('#t', written('one\ntwo')),
    fill('#d', written('2026-02-03')),
    fill('#c', { kind: 'checked', checked: true }),
    fill('#r', { kind: 'checked', checked: true }),
    fill('#s', { kind: 'options', options: [1] }),
    fill('#e', written('new')),
    fill('#n', written('7')),
    fill('#a', written('')),
  ];
  expect(results).toEqual(Array.from(results, () => undefined));
  expect([fill('#o', written('x')), fill('#c', written('x')), fill('#r', { kind: 'checked', checked: false })]).toEqual([
    'not_editable',
    'not_editable',
    'not_editable',
  ]);
  expect(['#a', '#t', '#d', '#s', '#n'].map((id) => by(id).value)).toEqual(['', 'one\ntwo', '2026-02-03', '2', '7']);
  expect([by('#c').checked, by('#r').checked, by('#e').textContent]).toEqual([true, true, 'new']);
  expect(document.activeElement).toBe(by('#z'));
  expect(heard.filter((line) => line.startsWith('change'))).toEqual(['a', 't', 'd', 'c', 'r', 's', 'n', 'a'].map((id) => `change ${id}`));
});

it('F10 nothing of it stays on the page', () => {
  const added: string[] = [];
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type: string, ...rest: [never]) {
    if (this === window) added.push(type);
    return addEventListener.call(this, type, ...rest);
  };
  EventTarget.prototype.removeEventListener = function (type: string, ...rest: [never]) {
    if (this === window && added.includes(type)) added.splice(added.indexOf(type), 1);
    return removeEventListener.call(this, type, ...rest);
  };
  try {
    const { act, editing, heard } = rig('<input id=a>');
    act('#a', text('x'));
    act('#a', { act: 'compose', phase: 'start', text: '' });
    act('#a', { act: 'compose', phase: 'update', text: 'y' });
    editing.stop();
    expect(heard.at(-1)).toBe('compositionend a');
    expect(added).toEqual([]);
  } finally {
    Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
  }
});
