import { type ClientMessage, DrawingFlag, FrameKind, Op, readPoints, readStroke, writeAnchor, writeStroke } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import type { Tree } from '../../render/testing/stream.js';
import { nextFrame, type OpenDesk, openDesk, SWITCHES, WELCOME } from '../testing/open-desk.js';

let desk: OpenDesk | undefined;
afterEach(() => desk?.stop());

const block = (style: string, ...children: Tree[]): Tree => ['div', { style }, ...children];
/** Ids from 5 on, in order. */
const PAGE: Tree[] = [
  block('height:100px;width:200px'),
  block('height:100px;width:400px;overflow:auto', block('height:50px'), block('height:300px')),
  ['#box', {}],
];

async function open(o: Parameters<typeof openDesk>[1] = {}, body = PAGE): Promise<OpenDesk & { tool(name: string): void }> {
  const opened = await openDesk(body, o);
  desk = opened;
  return { ...opened, tool: (name) => opened.named(name).click() };
}

const drawn = ({ frames }: OpenDesk) =>
  frames.splice(0).flatMap(({ header: { kind, flags, stream, number }, body, fleeting }) => {
    if (kind !== FrameKind.Drawing) return [];
    expect([stream, fleeting]).toEqual([7, false]);
    return [{ flags, number, ...(flags & DrawingFlag.Begin ? readStroke(body) : { points: body.length ? readPoints(body) : [] }) }];
  });

/** Lines on the layer that are seen, on this screen from the page's corner. */
const lines = ({ all, page }: OpenDesk): number[][] =>
  all('.ink > svg > svg > g > path:last-child')
    .map((path) => path.getBoundingClientRect())
    .filter(({ width, height }) => width + height > 0)
    .map(({ left, top, width, height }) => [left - page().left, top - page().top, width, height].map(Math.round));

function stroke(
  opened: OpenDesk,
  o: { seat?: number; number?: number; stream?: number; id: number; flags?: number; points?: number[] },
): void {
  const { seat = 8, number = 1, stream = 1, id, flags = 0, points = [0, 0, 1, 1] } = o;
  opened.viewer.frame(
    { kind: FrameKind.Drawing, flags: DrawingFlag.Begin | DrawingFlag.End | flags, stream: seat, number },
    writeStroke({ tool: 'rectangle', color: 0xff, width: 2, anchor: { stream, path: [], id }, points }),
  );
}

test('D6 a line is tied to the element under its start and sent as it is drawn, once an animation frame', async () => {
  const opened = await open({ width: 400 });
  opened.tool('Pen');
  opened.mouse('pointerdown', 50, 25);
  opened.mouse('pointermove', 100, 25);
  opened.mouse('pointermove', 100, 50);
  await nextFrame();
  opened.mouse('pointermove', 400, 150);
  opened.mouse('pointerup', 400, 150);
  const frames = drawn(opened);
  const near = (points: readonly number[]): number[] => points.map((n) => Math.round(n * 100) / 100);
  expect(frames.map(({ flags, number, points }) => [flags, number, near(points)])).toEqual([
    [DrawingFlag.Begin, 1, [0.25, 0.25]],
    [0, 1, [0.5, 0.25, 0.5, 0.5]],
    [DrawingFlag.End, 1, [2, 1.5]],
  ]);
  expect(frames[0]).toMatchObject({ tool: 'pen', color: 0xb84000, anchor: { stream: 1, path: [], id: 5 } });
  await nextFrame();
  expect(lines(opened)).toHaveLength(1);
  // The layer is as large as the page.
  const { left, top, width, height } = opened.find('.ink > svg').getBoundingClientRect();
  const { left: x, top: y, width: across, height: down } = opened.page();
  expect([left, top, width, height]).toEqual([x, y, across, down]);
  expect(opened.told).toEqual([['annotation_changed', { strokes: 1, by: { userId: 'a1', userName: 'Ada Agent' } }]]);
});

test('D6 a masked element is drawn on as a whole, one without a look not at all', async () => {
  const opened = await open({}, [['#box', {}], block('height:100px', block('opacity:0;height:100px'))]);
  const { stream, apply, tool, mouse } = opened;
  stream.w.u8(Op.BoxGeometry);
  for (const n of [5, 100 * 8, 20 * 8]) stream.w.varint(n);
  stream.w.string('display:block');
  apply();
  tool('Arrow');
  for (const [x, y] of [
    [10, 10],
    [10, 60],
  ] as const) {
    mouse('pointerdown', x, y);
    mouse('pointermove', x + 20, y);
    mouse('pointerup', x + 20, y);
  }
  expect(drawn(opened).flatMap((frame) => ('anchor' in frame ? [frame.anchor.id] : []))).toEqual([5, 6]);
});

test('D7 strokes follow scrolling, layout and scale, and are hidden with their element', async () => {
  const opened = await open();
  const { viewer, stream, apply } = opened;
  stroke(opened, { id: 5 });
  stroke(opened, { id: 7, number: 2 });
  const settled = async (): Promise<number[][]> => {
    await nextFrame();
    await nextFrame();
    return lines(opened);
  };
  const scroll = (top: number): void => {
    stream.w.u8(Op.Scroll);
    stream.w.varint(6);
    for (const n of [0, top * 8]) stream.w.int(n);
    apply();
  };
  const wide = viewer.renderer?.document.querySelectorAll('div')[2]?.clientWidth ?? 0;
  expect(await settled()).toEqual([
    [0, 0, 200, 100],
    [0, 100, wide, 50],
  ]);
  scroll(20);
  expect((await settled())[1]).toEqual([0, 80, wide, 50]);
  scroll(60);
  expect(await settled()).toHaveLength(1);
  stream.insert(4, 0, block('height:30px'));
  apply();
  opened.named('Zoom in').click();
  expect((await settled())[0]?.map((n) => Math.round(n / 1.1))).toEqual([0, 30, 200, 100]);
  // Another stream's ids, and an element that is gone: the strokes wait for an anchor.
  stroke(opened, { id: 5, number: 3, stream: 2 });
  stream.w.u8(Op.Remove);
  stream.w.varint(5);
  apply();
  expect(await settled()).toEqual([]);
  viewer.frame({ kind: FrameKind.Drawing, flags: DrawingFlag.Anchor, stream: 8, number: 3 }, writeAnchor({ stream: 1, path: [], id: 6 }));
  expect(await settled()).toHaveLength(1);
  expect(opened.told.at(-1)).toEqual(['annotation_changed', { strokes: 3, by: { userId: 'a2', userName: 'Ben' } }]);
});

test('D8 the eraser, undo and redo, clearing; what others take away', async () => {
  const opened = await open();
  const { viewer, mouse, messages, tool, key, named, told } = opened;
  stroke(opened, { id: 5 });
  stroke(opened, { id: 6, number: 2 });
  await nextFrame();
  const sent = (): ClientMessage[] => messages.splice(0);
  tool('Eraser');
  mouse('pointerdown', 100, 50);
  mouse('pointermove', 260, 50);
  mouse('pointerup', 260, 50);
  expect(sent()).toEqual([{ t: 'erase', strokes: [{ seat: 8, number: 1 }] }]);
  expect(named('Undo').disabled).toBe(true);
  tool('Rectangle');
  mouse('pointerdown', 10, 10);
  mouse('pointermove', 60, 60);
  mouse('pointerup', 60, 60);
  await nextFrame();
  expect([named('Undo').disabled, lines(opened).length]).toEqual([false, 2]);
  named('Undo').click();
  expect(sent()).toEqual([{ t: 'erase', strokes: [{ seat: 7, number: 1 }] }]);
  drawn(opened);
  key('z', { ctrlKey: true, shiftKey: true });
  expect(drawn(opened)).toMatchObject([{ flags: DrawingFlag.Begin | DrawingFlag.End, number: 2, tool: 'rectangle' }]);
  await nextFrame();
  named('Clear my drawings').click();
  named('Clear all drawings').click();
  expect(sent()).toEqual([
    { t: 'clear_drawings', all: false },
    { t: 'clear_drawings', all: true },
  ]);
  stroke(opened, { id: 5, number: 3 });
  viewer.message({ t: 'erased', strokes: [{ seat: 8, number: 3 }], by: { userId: 'c', userName: 'Cleo' } });
  expect(told.at(-1)).toEqual(['annotation_changed', { strokes: 0, by: { userId: 'c', userName: 'Cleo' } }]);
  stroke(opened, { id: 5, number: 4 });
  viewer.message({ t: 'drawings_cleared' });
  expect(told.at(-1)).toEqual(['annotation_changed', { strokes: 0 }]);
  await nextFrame();
  expect(lines(opened)).toEqual([]);
});

test('D9 no tools to draw with where the page lets no agent draw, and why; the laser stays', async () => {
  const opened = await open();
  const { viewer, tool, find, named, mouse, key } = opened;
  tool('Pen');
  mouse('pointerdown', 50, 25);
  viewer.message({ t: 'switches', ...SWITCHES, draw: { agents: false, customer: true } });
  expect(find('.layer').dataset['mode']).toBe('look');
  expect(drawn(opened).map(({ flags }) => flags)).toEqual([DrawingFlag.Begin, DrawingFlag.End]);
  expect([named('Pen').hidden, named('Undo').parentElement?.hidden, named('Laser').hidden]).toEqual([true, true, false]);
  expect([find('.why').hidden, find('.why').textContent]).toEqual([false, 'The customer’s page does not let agents draw']);
  find('.stage').focus();
  key('p');
  expect(find('.layer').dataset['mode']).toBe('look');
  expect([viewer.annotate({ tool: 'pen' }), viewer.clearAnnotations(false), viewer.annotate({ tool: 'laser' })]).toEqual([
    false,
    false,
    true,
  ]);
  viewer.message({ t: 'switches', ...SWITCHES });
  expect([named('Pen').hidden, find('.why').hidden]).toEqual([false, true]);
  viewer.curtain('away');
  expect([find('.layer').dataset['mode'], viewer.annotate({ tool: 'pen' })]).toEqual(['laser', false]);
});

test('D10 a stroke from the keyboard: key, arrows, Enter, Escape, told in words', async () => {
  const opened = await open();
  const { find, key, messages } = opened;
  const said = (): string => find('.said').textContent ?? '';
  find('.stage').focus();
  key('r');
  expect(said()).toMatch(/^Rectangle\. Arrow keys/);
  const frames = (): unknown[] => drawn(opened).map(({ flags, points }) => [flags, points.map((n) => Math.round(n * 100) / 100)]);
  opened.mouse('pointermove', 20, 20);
  key('Enter');
  expect(said()).toBe('Begun');
  for (let i = 0; i < 5; i++) key('ArrowRight');
  for (let i = 0; i < 5; i++) key('ArrowDown', { altKey: true });
  await nextFrame();
  key('Enter');
  expect(said()).toBe('Done');
  expect(frames()).toEqual([
    [DrawingFlag.Begin, [0.1, 0.2]],
    [0, [0.35, 0.25]],
    [DrawingFlag.End, []],
  ]);
  key('Enter');
  key('Escape');
  expect(messages).toEqual([{ t: 'erase', strokes: [{ seat: 7, number: 2 }] }]);
  expect(find('.layer').dataset['mode']).toBe('draw');
  key('Delete');
  expect([messages.at(-1), said()]).toEqual([{ t: 'clear_drawings', all: false }, 'Your drawings are cleared']);
  key('Escape');
  expect(find('.layer').dataset['mode']).toBe('look');
});

test('D10 with snap Tab walks elements, masked ones as a whole, Enter frames one, a click the one under it', async () => {
  const opened = await open({}, [
    ['h1', { style: 'margin:0;height:40px' }, 'Cart'],
    block('height:40px', ['#shadow', {}, ['button', { style: 'height:30px' }, 'Pay now']]),
    ['#box', {}],
    ['p', { style: 'display:none' }, 'hidden'],
    ['p', { style: 'margin:3000px 0 0' }, 'far below'],
  ]);
  const { find, key, stream, apply, mouse } = opened;
  stream.w.u8(Op.BoxGeometry);
  for (const n of [11, 100 * 8, 20 * 8]) stream.w.varint(n);
  stream.w.string('display:block');
  apply();
  const said = (): string => find('.said').textContent ?? '';
  find('.stage').focus();
  key('s');
  expect(said()).toContain('Tab goes from element to element');
  const heard = Array.from({ length: 4 }, () => (key('Tab'), said()));
  expect(heard).toEqual(['h1 Cart', 'button Pay now', 'Private element', 'h1 Cart']);
  key('Tab', { shiftKey: true });
  expect([said(), find('.snap').hidden]).toEqual(['Private element', false]);
  key('Enter');
  expect(said()).toBe('Framed');
  mouse('pointerdown', 20, 20);
  mouse('pointerup', 20, 20);
  expect(find('.snap').hidden).toBe(true);
  const whole = drawn(opened).filter(({ flags }) => flags === (DrawingFlag.Begin | DrawingFlag.End));
  expect(whole).toMatchObject([
    { tool: 'rectangle', anchor: { id: 11 } },
    { tool: 'rectangle', anchor: { id: 5 } },
  ]);
  const [x, y, right, bottom] = whole[0]?.points ?? [];
  expect([x, y, right, bottom].map((n) => Math.round((n ?? 0) * 100))).toEqual([-3, -15, 103, 115]);
});

test('D11 the colour is the agent’s own until another is chosen', async () => {
  const opened = await open({ welcome: { you: { ...WELCOME.you, color: 2 } } });
  const { viewer, find, named, tool, mouse } = opened;
  const line = (): void => {
    mouse('pointerdown', 50, 25);
    mouse('pointerup', 50, 25);
  };
  tool('Pen');
  line();
  named('Colour').click();
  expect(named('green (your own)').getAttribute('aria-pressed')).toBe('true');
  named('red').click();
  expect(find('.colors').hidden).toBe(true);
  line();
  expect(viewer.annotate({ tool: 'highlighter', color: 0x123456 })).toBe(true);
  line();
  expect(viewer.annotate(undefined)).toBe(true);
  line();
  expect(drawn(opened).flatMap((frame) => ('color' in frame ? [frame.color] : []))).toEqual([0x009e73, 0xd00000, 0x123456]);
});

test('V15 what was read out of the page is forgotten with it', async () => {
  const { find, key, viewer } = await open({}, [['h1', { style: 'margin:0;height:40px' }, 'Basket']]);
  find('.stage').focus();
  key('s');
  key('Tab');
  expect(find('.said').textContent).toBe('h1 Basket');
  viewer.forget();
  expect(find('.viewer').textContent).not.toContain('Basket');
});
