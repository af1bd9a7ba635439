import { DOCUMENT_ID, FrameFlag, Op, StateFlag } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type OpenRenderer, openRenderer } from './testing/open-renderer.js';
import { type ShownPage, showPage } from './testing/show-page.js';
import { createStream, KEY, type Tree } from './testing/stream.js';

let open: OpenRenderer | undefined;
afterEach(() => open?.renderer.stop());

async function show(...page: Parameters<typeof showPage>): Promise<ShownPage> {
  const shown = await showPage(...page);
  open = shown;
  return shown;
}

const html = (document: Document): string => document.body.innerHTML;

test('R1 a keyframe becomes the tree it says, in the customer’s document mode', async () => {
  const { document, renderer, metas } = await show([
    ['p', { class: 'a' }, 'one', ['b', {}, 'two']],
    ['#comment', {}],
  ]);
  expect(html(document)).toBe('<p class="a">one<b>two</b></p><!---->');
  expect(document.compatMode).toBe('CSS1Compat');
  expect(renderer.frame.clientWidth).toBe(800);
  expect(metas.at(-1)?.height).toBe(600);
  // document, html, head, body, p, text, b, text, comment
  expect(renderer.size).toBe(9);
  expect(renderer.idOf(document.body)).toBe(4);
  expect(renderer.nodeOf(4)).toBe(document.body);
});

test('R1 an element no browser knows is shown by its children; one that only this browser does not know, too', async () => {
  const { document } = await show([
    ['tabset', { class: 'a' }, ['p', {}, 'one']],
    ['object', {}, ['p', {}, 'two']],
  ]);
  expect(html(document)).toBe('<tabset class="a"><p>one</p></tabset><sightline-x><p>two</p></sightline-x>');
  expect(document.querySelector('tabset')?.getBoundingClientRect().height).toBeGreaterThan(0);
  expect(document.querySelector('sightline-x')?.getBoundingClientRect().height).toBe(0);
});

test('R1 a quirks page is rebuilt in a quirks frame', async () => {
  open = await openRenderer();
  const shown = open.next();
  open.renderer.apply(KEY, createStream().page([['p', {}, 'old']], '', { quirks: true }));
  await shown;
  expect(open.renderer.document.compatMode).toBe('BackCompat');
  expect(html(open.renderer.document)).toBe('<p>old</p>');
});

test('R2 inserts, moves and removals keep nodes and drop ids of whole subtrees', async () => {
  const { stream, document, renderer } = await show([['ul', {}, ['li', {}, 'a'], ['li', {}, 'b'], ['li', {}, 'c']]]);
  const list = document.querySelector('ul');
  const [a, b] = [...document.querySelectorAll('li')];
  if (!list || !a || !b) throw new Error('no list');
  const size = renderer.size;
  stream.w.u8(Op.Insert);
  stream.w.varint(renderer.idOf(list) ?? 0);
  stream.w.varint(renderer.idOf(b) ?? 0);
  stream.w.u8(Op.Move);
  stream.w.varint(renderer.idOf(a) ?? 0);
  stream.node(['li', {}, 'new']);
  stream.w.u8(Op.End);
  stream.w.u8(Op.Remove);
  stream.w.varint(renderer.idOf(b) ?? 0);
  stream.w.u8(Op.Remove);
  stream.w.varint(4_000_000);
  renderer.apply(0, stream.take());
  expect(list.textContent).toBe('anewc');
  expect(list.firstChild).toBe(a);
  expect(renderer.idOf(b)).toBeUndefined();
  expect(renderer.size).toBe(size);
});

test('R3 shadow roots, late ones too, carry their own sheets', async () => {
  const { stream, document, renderer, faults } = await show([
    ['x-card', {}, ['#shadow', {}, ['i', {}, 'in'], ['slot', {}]], ['b', {}, 'slotted']],
    ['section', {}],
  ]);
  const card = document.querySelector('x-card');
  const section = document.querySelector('section');
  const id = renderer.idOf(card?.shadowRoot as Node) ?? 0;
  stream.sheet(2, 'i{color:rgb(1, 2, 3)}');
  stream.list(id, 2);
  stream.insert(renderer.idOf(section as Node) ?? 0, 0, ['#shadow', {}, ['u', {}, 'late']]);
  renderer.apply(0, stream.take());
  expect(faults).toEqual([]);
  const inner = card?.shadowRoot?.querySelector('i') as Element;
  expect(getComputedStyle(inner).color).toBe('rgb(1, 2, 3)');
  expect(section?.shadowRoot?.textContent).toBe('late');
});

test('R4 form state is what was said last, and stays so when nodes move', async () => {
  const { stream, document, renderer } = await show([
    [
      'form',
      {},
      ['input', { type: 'radio', name: 'r', checked: '' }],
      ['input', { type: 'radio', name: 'r' }],
      ['input', { value: 'default' }],
    ],
    ['select', {}, ['option', {}, 'x'], ['option', {}, 'y']],
    ['textarea', {}, 'was'],
  ]);
  const [first, second, text] = [...document.querySelectorAll('input')];
  const [x, y] = [...document.querySelectorAll('option')];
  const area = document.querySelector('textarea');
  const say = (op: number, node: Node | null | undefined, value: string | number): void => {
    stream.w.u8(op);
    stream.w.varint(renderer.idOf(node as Node) ?? 0);
    if (typeof value === 'string') stream.w.string(value);
    else stream.w.u8(value);
  };
  say(Op.Flags, second, StateFlag.Checked);
  say(Op.Value, text, 'typed');
  say(Op.Value, area, 'now');
  say(Op.Flags, x, 0);
  renderer.apply(0, stream.take());
  expect([first?.checked, second?.checked, text?.value, area?.value]).toEqual([false, true, 'typed', 'now']);
  expect(document.querySelector('select')?.selectedIndex).toBe(-1);
  say(Op.Flags, y, StateFlag.Selected);
  stream.insert(4, 0, ['input', { type: 'checkbox' }]);
  renderer.apply(0, stream.take());
  expect(document.querySelector('select')?.value).toBe('y');
  expect(text?.value).toBe('typed');
});

test('R4 a radio stays checked though one that says it is checked came beside it', async () => {
  const radio: Tree = ['input', { type: 'radio', name: 'r' }];
  const { stream, document, renderer } = await show([['form', {}, radio, radio]]);
  const say = (node: Node | null | undefined, flags: number): void => {
    stream.w.u8(Op.Flags);
    stream.w.varint(renderer.idOf(node as Node) ?? 0);
    stream.w.u8(flags);
  };
  const second = document.querySelectorAll('input')[1];
  say(second, StateFlag.Checked);
  renderer.apply(0, stream.take());
  // On the page: the new one took over, and the script gave it back before the flush.
  const [third] = stream.insert(renderer.idOf(document.forms[0] as Node) ?? 0, 0, ['input', { type: 'radio', name: 'r', checked: '' }]);
  stream.w.u8(Op.Flags);
  stream.w.varint(third ?? 0);
  stream.w.u8(0);
  renderer.apply(0, stream.take());
  expect([...document.querySelectorAll('input')].map((input) => input.checked)).toEqual([false, false, true]);
  say(document.querySelectorAll('input')[1], StateFlag.Checked);
  renderer.apply(0, stream.take());
  expect([...document.querySelectorAll('input')].map((input) => input.checked)).toEqual([false, true, false]);
});

test('R5 scroll offsets apply after the tree of the same frame', async () => {
  const { stream, document, renderer } = await show(
    [['div', { style: 'height: 100px; overflow: auto' }, ['p', { style: 'height: 900px' }]]],
    'body{height:3000px}',
  );
  const box = document.querySelector('div') as Element;
  for (const [id, top] of [
    [DOCUMENT_ID, 1200],
    [renderer.idOf(box) ?? 0, 333],
  ] as const) {
    stream.w.u8(Op.Scroll);
    stream.w.varint(id);
    stream.w.int(0);
    stream.w.int(top * 8);
  }
  renderer.apply(0, stream.take());
  expect(renderer.frame.contentWindow?.scrollY).toBe(1200);
  expect(box.scrollTop).toBe(333);
});

test('R10 the old picture stays until the new keyframe is complete', async () => {
  const { document, renderer, next } = await show([['p', {}, 'old']]);
  const stream = createStream();
  const whole = stream.page([['p', {}, 'new']]);
  const shown = next();
  renderer.apply(FrameFlag.Key, whole);
  expect(renderer.document).toBe(document);
  stream.insert(4, 0, 'tail');
  renderer.apply(FrameFlag.KeyEnd, stream.take());
  await shown;
  expect(renderer.document).not.toBe(document);
  expect(html(renderer.document)).toBe('tail<p>new</p>');
  renderer.forget();
  expect(open?.renderer.size).toBe(0);
});

test('R11 a frame that leaves its document is thrown away and asked for anew', async () => {
  const { renderer, faults, stream } = await show([['p', {}, 'x']]);
  const left = new Promise((resolve) => renderer.frame.addEventListener('load', resolve, { once: true }));
  renderer.frame.srcdoc = '<p>elsewhere';
  await left;
  stream.insert(4, 0, 'late');
  renderer.apply(0, stream.take());
  expect(faults).toEqual(['frame left']);
  const again = open?.next();
  renderer.apply(KEY, createStream().page([['p', {}, 'back']]));
  await again;
  expect(html(renderer.document)).toBe('<p>back</p>');
});

test('R15 the top layer holds what was said, in that order', async () => {
  const { stream, document, renderer, faults } = await show([
    ['dialog', { open: '' }, 'a'],
    ['div', { popover: 'auto' }, 'b'],
    ['div', { popover: 'auto' }, 'c'],
    ['dialog', { open: '' }, 'd'],
    ['p', { style: 'color:red' }, 'e'],
  ]);
  const all = [...document.body.children] as HTMLElement[];
  const [a, b, c, d, e] = all as [HTMLDialogElement, HTMLElement, HTMLElement, HTMLDialogElement, HTMLElement];
  for (const each of all) each.style.cssText += ';position:fixed;inset:0;margin:0;width:50px;height:50px;box-sizing:border-box';
  const say = (...layers: [Node, number][]): void => {
    stream.w.varint(Op.TopLayer, layers.length);
    for (const [node, how] of layers) stream.w.varint(renderer.idOf(node) ?? 0, how);
    renderer.apply(0, stream.take());
  };
  const top = (): string =>
    document
      .elementsFromPoint(9, 9)
      .map((hit) => (hit.textContent?.length === 1 ? hit.textContent : ''))
      .join('');
  const { ModalDialog, PopoverOpen, Fullscreen } = StateFlag;

  say([a, ModalDialog], [b, PopoverOpen], [c, PopoverOpen]);
  expect([a.matches(':modal'), b.matches(':popover-open'), c.matches(':popover-open')]).toEqual([true, true, true]);
  say([b, PopoverOpen], [c, PopoverOpen], [e, Fullscreen]);
  expect(top().slice(0, 3)).toBe('ecb');
  expect(e.getBoundingClientRect().width).toBe(renderer.frame.contentWindow?.innerWidth);
  expect(getComputedStyle(e).color).toBe('rgb(255, 0, 0)');
  say([c, PopoverOpen], [b, PopoverOpen]);
  expect(top().slice(0, 2)).toBe('bc');
  expect([e.hasAttribute('popover'), e.matches('[sightline-fullscreen]'), a.matches(':modal'), a.open]).toEqual([
    false,
    false,
    false,
    true,
  ]);
  say([d, ModalDialog], [a, ModalDialog]);
  expect(top()[0]).toBe('a');
  say([a, ModalDialog], [d, ModalDialog]);
  expect(top()[0]).toBe('d');
  // What is moved leaves the top layer by itself.
  stream.w.varint(Op.Insert, renderer.idOf(document.body) ?? 0, 0);
  stream.w.varint(Op.Move, renderer.idOf(a) ?? 0);
  stream.w.u8(Op.End);
  renderer.apply(0, stream.take());
  expect([a.matches(':modal'), top()[0]]).toEqual([true, 'd']);
  say();
  expect([a.matches(':modal'), d.matches(':modal'), a.open, d.open]).toEqual([false, false, true, true]);
  expect(all.some((each) => each.inert)).toBe(false);
  expect(faults).toEqual([]);
});

test('R5 an offset the page is too short for is reached when it grows', async () => {
  const { stream, document, renderer } = await show([['div', { style: 'height:100px' }]]);
  stream.w.u8(Op.Scroll);
  stream.w.varint(DOCUMENT_ID);
  stream.w.int(0);
  stream.w.int(900 * 8);
  renderer.apply(0, stream.take());
  expect(renderer.frame.contentWindow?.scrollY).toBe(0);
  (document.querySelector('div') as HTMLElement).style.height = '4000px';
  while (renderer.frame.contentWindow?.scrollY !== 900) await new Promise((resolve) => requestAnimationFrame(resolve));
});
