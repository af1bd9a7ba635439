import { FrameKind, Op } from '@sightline/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { createStream, KEY, type Tree } from '../render/testing/stream.js';
import { type OpenAssist, openAssist } from './testing/open-assist.js';

let desk: OpenAssist | undefined;
/** Has the clock go on by so many milliseconds. */
const later = (ms: number): void => {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
};
afterEach(() => {
  vi.restoreAllMocks();
  expect(desk?.untouched()).toBe(true);
  desk?.stop();
});
const CSS =
  'body { margin: 0; height: 3000px } input, textarea, div { box-sizing: border-box; display: block; margin: 0; font: 16px/20px monospace }';
// Ids: html 2, head 3, body 4, then the body's own.
const open = async (body: Tree[], more: Parameters<typeof openAssist>[1] = {}): Promise<OpenAssist> => {
  desk = await openAssist(body, { css: CSS, ...more });
  return desk;
};
const FIELD: Tree = ['input', { value: 'hello', style: 'width:300px;height:30px' }];
const at = (id: number) => ({ path: [], id });

test('A3 a wheel turns the page under it once a frame; keys and scroll bars scroll what is under the pointer', async () => {
  const desk = await open([['div', { style: 'width:200px;height:100px;overflow:auto' }, ['div', { style: 'height:1000px' }]]], {
    types: ['scroll_page'],
  });
  const wheel = (y: number, deltaY: number): void => {
    const { left, top } = desk.page();
    desk
      .find('.layer')
      .dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: left + 50, clientY: top + y, deltaY }));
  };
  wheel(50, 30);
  wheel(50, 40);
  await desk.frame();
  await desk.frame();
  expect(desk.acts()).toEqual([
    {
      act: 'wheel',
      at: at(6),
      x: expect.closeTo(0.25, 1),
      y: expect.closeTo(0.05, 2),
      dx: 0,
      dy: 70,
      type: 'scroll_page',
      aimed: { stream: 1, number: 0 },
    },
  ]);
  desk.mouse('pointerdown', 50, 50);
  desk.mouse('pointerup', 50, 50);
  desk.acts();
  desk.key('PageDown');
  desk.key('ArrowDown');
  await desk.until(() => desk.frames.some(({ header }) => header.kind === FrameKind.Act && header.number === 2));
  expect(desk.acts()).toMatchObject([{ act: 'scroll', at: at(5), left: 0, top: 87.5 + 40 }]);
  // Where the page may only be scrolled, a drag on it scrolls.
  desk.mouse('pointerdown', 400, 400, { buttons: 1 });
  desk.mouse('pointermove', 400, 300, { buttons: 1 });
  await desk.frame();
  await desk.frame();
  desk.mouse('pointerup', 400, 300);
  expect(desk.acts()).toMatchObject([{ act: 'scroll', at: at(1), left: 0, top: 100 }]);
  expect(desk.find('.note-here').hidden).toBe(true);
});

test('A4 a click is a press and a release where it is on the page, clicks in a row are counted, moves are one a frame', async () => {
  const desk = await open([['p', { style: 'margin:0;width:100px;height:100px' }, 'x']], { types: ['click'] });
  desk.click(50, 25);
  desk.click(50, 25, { shiftKey: true });
  for (let x = 10; x < 60; x++) desk.mouse('pointermove', x, 50);
  await desk.frame();
  await desk.frame();
  const pointer = { act: 'pointer', at: at(5), x: 0.5, y: 0.25, button: 0, modifiers: 0, type: 'click' };
  const acts = desk.acts();
  expect(acts).toMatchObject([
    { ...pointer, phase: 'down', clicks: 1 },
    { ...pointer, phase: 'up', clicks: 1 },
    { ...pointer, phase: 'down', clicks: 2, modifiers: 1 },
    { ...pointer, phase: 'up', clicks: 2, modifiers: 1 },
    { act: 'pointer', phase: 'move', x: expect.closeTo(0.59, 2) },
  ]);
});

test('A5 a click into a field puts caret and keys there: each key, what it does, and that it is up again', async () => {
  const desk = await open([FIELD]);
  desk.click(290, 15);
  expect(desk.acts()).toMatchObject([
    { act: 'pointer', phase: 'down', at: at(5) },
    { act: 'caret', at: at(5), start: 5, end: 5, backward: false, type: 'edit_form' },
    { act: 'pointer', phase: 'up' },
  ]);
  expect((desk.find('.stage').getRootNode() as ShadowRoot).activeElement).toBe(desk.typing);
  desk.type('A', { shiftKey: true });
  desk.type('Backspace');
  desk.type('ArrowLeft', { shiftKey: true });
  desk.type('z', { ctrlKey: true });
  desk.type('Enter');
  const acts = desk.acts().map((act) => {
    if (act.act === 'key') return `${act.key} ${act.down ? 'down' : 'up'} ${act.modifiers}`;
    if (act.act === 'input') return `${act.inputType} ${act.text}`;
    return act.act === 'caret' ? `${act.start}-${act.end} ${act.backward}` : act.act;
  });
  expect(acts).toEqual([
    'A down 1',
    'insertText A',
    'A up 1',
    'Backspace down 0',
    'deleteContentBackward ',
    'Backspace up 0',
    'ArrowLeft down 1',
    '4-5 true',
    'ArrowLeft up 1',
    'z down 2',
    'historyUndo ',
    'z up 2',
    'Enter down 0',
    'insertLineBreak ',
    'Enter up 0',
  ]);
  // Nothing is drawn ahead: the mirror shows what the page says.
  expect(desk.viewer.renderer?.document.querySelector('input')?.value).toBe('hello');
  expect(desk.typing.value).toBe('');
  await desk.frame();
  expect(desk.find('.typed').hidden).toBe(false);
  // Where the page makes something else of it, that counts.
  desk.stream.w.u8(Op.Value);
  desk.stream.w.varint(5);
  desk.stream.w.string('HELLO 2');
  desk.apply();
  later(400);
  await desk.frame();
  await desk.frame();
  desk.type('Home');
  desk.type('End');
  expect(desk.acts().filter(({ act }) => act === 'caret')).toMatchObject([{ start: 0 }, { start: 7 }]);
});

test('A5 paste, cut and a composition are one act each time; copy takes what is selected', async () => {
  const desk = await open([FIELD]);
  desk.click(290, 15);
  desk.type('a', { ctrlKey: true });
  desk.acts();
  const clipboardData = new DataTransfer();
  const clip = (type: string): void =>
    void desk.typing.dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }));
  clip('copy');
  expect(clipboardData.getData('text/plain')).toBe('hello');
  expect(desk.acts()).toEqual([]);
  clip('cut');
  clipboardData.setData('text/plain', 'x'.repeat(60_000));
  clip('paste');
  clipboardData.setData('text/plain', 'x'.repeat(70_000));
  clip('paste');
  expect(desk.acts().map((act) => act.act === 'input' && `${act.inputType} ${act.text.length}`)).toEqual([
    'deleteByCut 0',
    'insertFromPaste 60000',
  ]);
  expect(desk.find('.note-here').textContent).toBe('Too long to be sent at once');
  const compose = (type: string, data: string): void => void desk.typing.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
  compose('compositionstart', '');
  compose('compositionupdate', 'に');
  desk.typing.value = 'に';
  compose('compositionend', '日');
  expect(desk.acts()).toMatchObject([
    { act: 'compose', at: at(5), phase: 'start', text: '' },
    { phase: 'update', text: 'に' },
    { phase: 'end', text: '日' },
  ]);
  expect(desk.typing.value).toBe('');
});

test('V15 what is being composed is forgotten with the page', async () => {
  const desk = await open([FIELD]);
  desk.click(290, 15);
  desk.typing.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  desk.typing.value = 'に';
  desk.acts();
  desk.viewer.forget();
  expect([desk.typing.value, desk.typing.hidden, desk.acts()]).toEqual(['', true, []]);
});

test('A5 words and lines are selected by two and three clicks, a part by a drag, in editable content by nodes', async () => {
  const desk = await open([
    ['textarea', { style: 'width:300px;height:60px;border:0;padding:0' }, 'one two\nthree'],
    [
      'div',
      { contenteditable: '', style: 'height:60px' },
      ['p', { style: 'margin:0' }, 'alpha ', ['b', {}, 'beta']],
      ['p', { style: 'margin:0' }, ['br', {}]],
      ['p', { style: 'margin:0' }, 'gamma'],
    ],
  ]);
  for (let n = 0; n < 3; n++) desk.click(45, 10);
  expect(desk.acts().filter(({ act }) => act === 'caret')).toMatchObject([
    { start: 5, end: 5 },
    { start: 4, end: 7 },
    { start: 0, end: 7 },
  ]);
  // div 7, p 8, text 9, b 10, text 11, p 12, br 13, p 14, text 15
  desk.mouse('pointerdown', 1, 70, { buttons: 1 });
  desk.mouse('pointermove', 1, 110, { buttons: 1 });
  await desk.frame();
  await desk.frame();
  desk.mouse('pointerup', 1, 110);
  const ranges = desk.acts().filter(({ act }) => act === 'range');
  expect(ranges).toMatchObject([
    { at: at(7), from: 9, fromOffset: 0, to: 9, toOffset: 0 },
    { from: 9, fromOffset: 0, to: 15, toOffset: 0 },
  ]);
  desk.type('ArrowLeft');
  desk.type('ArrowRight', { shiftKey: true });
  desk.type('Enter');
  desk.type('Enter', { shiftKey: true });
  expect(desk.acts().filter(({ act }) => act === 'range' || act === 'input')).toMatchObject([
    { act: 'range', from: 9, fromOffset: 0 },
    { act: 'range', from: 9, fromOffset: 0, to: 9, toOffset: 1 },
    { act: 'input', inputType: 'insertParagraph' },
    { act: 'input', inputType: 'insertLineBreak' },
  ]);
});

test('A7 Tab goes through the page in its order, shadow roots and numbers counted, and out at the end; Escape leaves', async () => {
  const desk = await open([
    ['input', { value: 'a' }],
    ['input', { tabindex: '1' }],
    ['span', {}, ['#shadow', {}, ['button', {}, 'in shadow']]],
    ['input', { disabled: '' }],
    ['#box', {}],
    ['a', { href: 'https://x.example/' }, 'link'],
  ]);
  desk.click(5, 5);
  desk.acts();
  for (let n = 0; n < 3; n++) desk.type('Tab');
  // input 5, input 6, span 7, root 8, button 9, text 10, input 11, box 12, a 13
  expect(desk.acts().flatMap((act) => (act.act === 'focus' ? [act.at.id] : []))).toEqual([9, 13]);
  expect(desk.typing.hidden).toBe(true);
  desk.click(5, 5);
  desk.type('Tab', { shiftKey: true });
  expect(desk.acts().flatMap((act) => (act.act === 'focus' ? [act.at.id] : []))).toEqual([6]);
  desk.type('Escape');
  expect(desk.typing.hidden).toBe(true);
  expect(desk.acts().at(-1)).toMatchObject({ act: 'key', key: 'Escape', down: true });
});

test('A8 where the focus goes on the page keys go, if the agent made it; where the customer turns away typing ends', async () => {
  const desk = await open([FIELD, ['input', { style: 'height:30px' }]]);
  const focus = (id: number): void => {
    desk.stream.w.varint(Op.Focus, id);
    desk.apply();
  };
  desk.click(290, 15);
  focus(5);
  await desk.frame();
  desk.type('1');
  focus(6);
  await desk.frame();
  await desk.frame();
  desk.acts();
  desk.type('2');
  expect(desk.acts()[0]).toMatchObject({ act: 'key', at: at(6) });
  later(1_600);
  focus(5);
  await desk.until(() => desk.typing.hidden !== false);
  expect(desk.find('.note-here').textContent).toContain('turned to something else');
});

test('A9 a masked element takes nothing, what is not granted is said, and a refusal is told at its place', async () => {
  const desk = await open(
    [
      ['#box', {}],
      ['p', { style: 'margin:0;height:40px' }, 'x'],
    ],
    { types: ['edit_form'] },
  );
  desk.stream.w.varint(Op.BoxGeometry, 5, 8 * 100, 8 * 40);
  desk.stream.w.string('display: block');
  desk.apply();
  const note = desk.find('.note-here');
  desk.click(20, 60);
  expect(note.textContent).toContain('ask for more');
  desk.now({ holder: { userId: 'a1', userName: 'Ada Agent', types: ['click', 'edit_form'] } });
  desk.click(20, 20);
  expect(note.textContent).toContain('Masked');
  expect(desk.acts()).toEqual([]);
  desk.click(20, 60);
  const [first] = desk.frames.filter(({ header }) => header.kind === FrameKind.Act);
  desk.viewer.message({ t: 'assist_refused', act: first?.header.number ?? 0, type: 'click', reason: 'covered' });
  expect(note.textContent).toContain('covers it');
  expect(note.hidden).toBe(false);
  desk.now({ holder: undefined });
  desk.click(20, 60);
  expect(desk.acts().filter(({ act }) => act === 'pointer')).toHaveLength(2);
});

test('A10 no more acts leave than the service takes', async () => {
  const desk = await open([FIELD]);
  desk.click(290, 15);
  for (let n = 0; n < 400; n++) desk.type('x');
  const sent = desk.acts().length;
  expect(sent).toBeLessThan(320);
  later(500);
  await desk.frame();
  await desk.frame();
  const more = desk.acts().length;
  expect(more).toBeGreaterThan(50);
  expect(more).toBeLessThan(130);
});

test('A11 what should be seen is brought into view', async () => {
  const desk = await open([['p', { style: 'margin:0;height:40px' }, 'x']], { types: ['scroll_page'] });
  (desk.find('.assist-panel .assist-steps button') as HTMLButtonElement).click();
  desk.click(5, 5);
  expect(desk.acts()).toMatchObject([{ act: 'show', at: at(5) }]);
  desk.click(5, 5);
  expect(desk.acts()).toEqual([]);
});

test('A5 in an iframe of the page acts go by the iframe’s path, where it stands and as it is scaled', async () => {
  const desk = await open([['iframe', { style: 'display:block;width:400px;height:200px;border:0;margin:50px' }]]);
  const inner = createStream().page([FIELD], CSS);
  desk.stream.w.u8(Op.Embedded);
  desk.stream.w.varint(5);
  desk.stream.w.u8(KEY);
  desk.stream.w.varint(inner.length);
  desk.stream.w.bytes(inner);
  desk.apply();
  await desk.until(() => desk.viewer.renderer?.frameAt([5])?.scene.frame.document.querySelector('input') != null);
  desk.click(50 + 290, 50 + 15);
  desk.type('x');
  expect(desk.acts()).toMatchObject([
    { act: 'pointer', phase: 'down', at: { path: [5], id: 5 }, x: expect.closeTo(290 / 300, 2), y: expect.closeTo(0.5, 1) },
    { act: 'caret', at: { path: [5], id: 5 }, start: 5 },
    { act: 'pointer', phase: 'up', at: { path: [5], id: 5 } },
    { act: 'key', at: { path: [5], id: 5 }, key: 'x', down: true },
    { act: 'input', text: 'x' },
    { act: 'key', down: false },
  ]);
});
