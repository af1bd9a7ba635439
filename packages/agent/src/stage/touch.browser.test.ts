import { DrawingFlag, FrameKind, PointerOp, Reader } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { nextFrame, type OpenDesk, openDesk } from '../viewer/testing/open-desk.js';

let desk: OpenDesk | undefined;
afterEach(() => desk?.stop());

/** A finger at a place of this screen. */
function finger(opened: OpenDesk, id: number) {
  const say = (type: string) => (x: number, y: number) =>
    void opened
      .find('.layer')
      .dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId: id, pointerType: 'touch', isPrimary: id === 1, clientX: x, clientY: y }),
      );
  return { down: say('pointerdown'), move: say('pointermove'), up: say('pointerup') };
}

test('V13 two fingers zoom around themselves and move the page about, within bounds', async () => {
  desk = await openDesk([['p', {}, 'hello']], { width: 400, height: 700 });
  const { page } = desk;
  const [one, two] = [finger(desk, 1), finger(desk, 2)];
  const before = page();
  expect(before.width).toBe(400);
  const at = (x: number): number => (x - page().left) / page().width;
  one.down(150, 200);
  two.down(250, 200);
  const middle = at(200);
  one.move(50, 200);
  two.move(350, 200);
  expect(page().width / before.width).toBeCloseTo(3, 1);
  expect(at(200)).toBeCloseTo(middle, 2);
  // Both to the left: the page goes along.
  one.move(0, 200);
  two.move(300, 200);
  expect(at(150)).toBeCloseTo(middle, 2);
  two.move(3, 200);
  expect(page().width).toBeGreaterThan(0.2 * 800);
  two.move(4000, 200);
  expect(page().width).toBe(2400);
  two.up(4000, 200);
  // The finger that stayed does nothing; when it comes back it pans.
  const left = page().left;
  one.move(100, 200);
  expect(page().left).toBe(left);
  one.up(100, 200);
  one.down(100, 300);
  one.move(60, 300);
  expect(page().left).toBe(left - 40);
  one.up(60, 300);
});

test('D12 what the first finger has begun goes when a second one comes', async () => {
  desk = await openDesk([['p', { style: 'margin:0;height:300px' }, 'hello']]);
  const { viewer, frames, messages } = desk;
  viewer.annotate({ tool: 'pen' });
  const [one, two] = [finger(desk, 1), finger(desk, 2)];
  const { left, top } = desk.page();
  one.down(left + 50, top + 50);
  one.move(left + 60, top + 50);
  await nextFrame();
  two.down(left + 90, top + 50);
  expect(messages).toEqual([{ t: 'erase', strokes: [{ seat: 7, number: 1 }] }]);
  const pointers = frames.filter(({ header }) => header.kind === FrameKind.Pointer);
  const reader = new Reader();
  reader.open(pointers.at(-1)?.body ?? new Uint8Array());
  expect(reader.u8()).toBe(PointerOp.Leave);
  one.move(left + 20, top + 50);
  one.up(left + 20, top + 50);
  two.up(left + 90, top + 50);
  const { left: x, top: y } = desk.page();
  one.down(x + 50, y + 50);
  one.up(x + 50, y + 50);
  const begun = frames.filter(({ header }) => header.kind === FrameKind.Drawing && header.flags & DrawingFlag.Begin);
  expect(begun.map(({ header }) => header.number)).toEqual([1, 2]);
});
