import { FrameKind, PointerOp, Reader, SeatFlag } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { nextFrame, type OpenDesk, openDesk, pointerBody, WELCOME } from '../testing/open-desk.js';

let desk: OpenDesk | undefined;
afterEach(() => desk?.stop());

const open = async (o: Parameters<typeof openDesk>[1] = {}): Promise<OpenDesk> => (desk = await openDesk([['p', {}, 'hello']], o));

/** Pointer frames sent, as `[op, x, y]`. */
const sent = ({ frames }: OpenDesk): number[][] =>
  frames.splice(0).map(({ header, body, fleeting }) => {
    expect([header.kind, fleeting]).toEqual([FrameKind.Pointer, true]);
    const reader = new Reader();
    reader.open(body);
    const op = reader.u8();
    return op === PointerOp.Leave ? [op] : [op, reader.int(), reader.int()];
  });

const from = (seat: number, op: number, ...places: number[]): Parameters<OpenDesk['viewer']['frame']> => [
  { kind: FrameKind.Pointer, flags: SeatFlag.Agent, stream: seat, number: 0 },
  pointerBody(op, ...places),
];

const place = ({ find, page }: OpenDesk, selector: string): number[] => {
  const [mark, frame] = [find(selector).getBoundingClientRect(), page()];
  return [Math.round(mark.left - frame.left), Math.round(mark.top - frame.top)];
};

test('D3 the agent’s pointer is told once an animation frame, presses at once, in pixels of the customer’s page', async () => {
  const open_ = await open({ width: 400 });
  expect(open_.page().width).toBe(400);
  for (let x = 10; x <= 50; x++) open_.mouse('pointermove', x, 20);
  await nextFrame();
  expect(sent(open_)).toEqual([[PointerOp.Move, 50, 20]]);
  open_.mouse('pointerdown', 60, 20);
  open_.mouse('pointerup', 60, 20);
  expect(sent(open_)).toEqual([
    [PointerOp.Down, 60, 20],
    [PointerOp.Up, 60, 20],
  ]);
  // Captured, it may be anywhere.
  open_.mouse('pointermove', -5, 20);
  open_.mouse('pointermove', -9, 20);
  open_.mouse('pointerleave', -9, 20);
  await nextFrame();
  expect(sent(open_)).toEqual([[PointerOp.Leave]]);
  // Nothing of a page that is not shown.
  open_.viewer.curtain('paused');
  open_.mouse('pointermove', 10, 20);
  await nextFrame();
  expect(sent(open_)).toEqual([]);
});

test('D4 everybody’s pointer has its own place, name and colour; an agent’s moves nobody else’s', async () => {
  const open_ = await open({ welcome: { agents: [...WELCOME.agents, { userId: 'a3', userName: '', seat: 9, color: 3 }] } });
  const { viewer, find, all } = open_;
  viewer.frame({ kind: FrameKind.Pointer, flags: 0, stream: 1, number: 0 }, pointerBody(PointerOp.Move, 100, 50));
  viewer.frame(...from(8, PointerOp.Move, 200, 60));
  viewer.frame(...from(9, PointerOp.Laser, 300, 70));
  expect(place(open_, '.pointer.customer')).toEqual([100, 50]);
  const agents = all('.pointer.agent');
  expect([find('.pointer.customer'), ...agents].map((mark) => mark.textContent)).toEqual(['Cleo', 'Ben', 'a3']);
  expect(new Set(all('.pointer span').map((tag) => getComputedStyle(tag).backgroundColor)).size).toBe(3);
  expect(agents.map((mark) => Math.round(mark.getBoundingClientRect().left - open_.page().left))).toEqual([200, 300]);
  // One's own, an unknown one, and nonsense move nothing.
  for (const seat of [7, 77, 5]) viewer.frame(...from(seat, PointerOp.Move, 1, 1));
  expect(place(open_, '.pointer.customer')).toEqual([100, 50]);
  viewer.frame(...from(8, 99));
  expect(agents[0]?.style.display).toBe('none');
  // Another scale, other pixels.
  open_.named('Zoom in').click();
  expect(place(open_, '.pointer.customer')).toEqual([110, 55]);
  viewer.people({ agents: [{ ...WELCOME.you, present: true }], customer: null });
  expect(all('.pointer.agent')).toEqual([]);
});

test('D5 the laser leaves a trail that fades, and the keyboard moves it', async () => {
  const open_ = await open();
  const { find, key, mouse } = open_;
  find('.stage').focus();
  key('l');
  expect(find('.layer').dataset['mode']).toBe('laser');
  for (let x = 10; x < 60; x += 10) mouse('pointermove', x, 20);
  await nextFrame();
  expect(sent(open_)).toEqual([[PointerOp.Laser, 50, 20]]);
  // The others have theirs, empty.
  const trails = (): string[] => open_.all('.ink > svg > path').map((path) => path.getAttribute('d') ?? '');
  const trail = (): string => trails()[2] ?? '';
  expect(trail()).toContain('L50 20');
  key('ArrowRight');
  key('ArrowDown', { shiftKey: true });
  await nextFrame();
  expect(sent(open_)).toEqual([[PointerOp.Laser, 60, 70]]);
  await expect.poll(trail).toBe('');
  key('Escape');
  expect(find('.layer').dataset['mode']).toBe('look');
  expect(trails()).toHaveLength(2);
});
