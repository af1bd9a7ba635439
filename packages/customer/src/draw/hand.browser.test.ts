import { DrawingFlag } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { AGENT, type DrawRig, drawRig, press, typeKey } from './draw.fixture.js';

const PAGE = `<div id=a style="position:absolute;left:0;top:0;width:400px;height:200px"><button id=b style="position:absolute;left:300px;top:100px;width:80px;height:40px">Pay now</button></div><div id=c style="position:absolute;left:0;top:300px;width:400px;height:100px"></div>`;
const mine = (page: DrawRig) => [...page.desk.all()].filter(({ seat }) => seat === 0);
const round = (points: readonly number[]): number[] => points.map((n) => Math.round(n * 1000) / 1000);
const said = (page: DrawRig): string => page.layer()?.querySelector('[role=status]')?.textContent ?? '';

/** A drag, with a frame of the screen between any two places. */
async function drag(page: DrawRig, ...points: [number, number][]): Promise<void> {
  for (const [i, [x, y]] of points.entries()) {
    press(page, i === 0 ? 'pointerdown' : 'pointermove', x, y, i === 0 ? {} : { button: -1 });
    await page.frame();
  }
  const [x, y] = points.at(-1) as [number, number];
  press(page, 'pointerup', x, y);
  await page.frame();
}

test('D2.1 the customer draws: a stroke is tied to the element under its start and sent while it is drawn', async () => {
  const page = await drawRig(PAGE);
  await page.take('pen', '#00ff00');
  expect(page.drawing.tool).toBe('pen');
  await drag(page, [100, 50], [200, 100], [300, 350]);
  const [stroke] = mine(page);
  expect(stroke).toMatchObject({
    tool: 'pen',
    color: 0x00ff00,
    ended: true,
    anchor: { stream: 1, path: [], id: page.capture.idOf(page.get('#a')) },
  });
  expect(round(stroke?.points ?? [])).toEqual([0.25, 0.25, 0.5, 0.5, 0.75, 1.75]);
  expect(page.sent.map(({ header }) => header.flags)).toEqual([DrawingFlag.Begin, 0, 0, DrawingFlag.End]);
  expect(page.told.at(-1)).toEqual({ event: 'annotation_changed', strokes: 1, by: { userId: 'me', userName: 'Me' } });
});

test('D2.1 however many moves come between two frames of the screen, one frame is sent', async () => {
  const page = await drawRig(PAGE);
  await page.take('pen');
  press(page, 'pointerdown', 10, 10);
  for (let i = 0; i < 50; i++) press(page, 'pointermove', 10 + i, 10);
  await page.frame();
  expect(page.sent.length).toBe(2);
  expect(page.drawing.strokes).toBe(1);
  press(page, 'pointerup', 60, 10);
});

test('D2.2 while the customer draws the page gets none of it; before and after it gets everything', async () => {
  const page = await drawRig(PAGE);
  const heard: string[] = [];
  for (const type of ['pointerdown', 'mousedown', 'click', 'touchstart', 'keydown'])
    page.document.addEventListener(type, (event) => heard.push(event.type), true);
  const all = (): void => {
    press(page, 'pointerdown', 320, 110);
    const target = page.document.elementFromPoint(320, 110) as Element;
    for (const type of ['mousedown', 'click'])
      target.dispatchEvent(new page.window.MouseEvent(type, { bubbles: true, composed: true, clientX: 320, clientY: 110 }));
    press(page, 'pointerup', 320, 110);
    typeKey(page, 'Enter');
  };
  all();
  expect(heard.splice(0)).toEqual(['pointerdown', 'mousedown', 'click', 'keydown']);
  await page.take('pen');
  all();
  expect(heard).toEqual([]);
  expect(typeKey(page, 'Escape')).toBe(false);
  expect(page.drawing.tool).toBeUndefined();
  all();
  expect(heard).toEqual(['pointerdown', 'mousedown', 'click', 'keydown']);
});

test('D2.2 a modal dialog and an inert page do not keep the customer from drawing', async () => {
  for (const kind of ['modal', 'inert']) {
    const page = await drawRig(`${PAGE}<dialog>d</dialog>`);
    if (kind === 'modal') (page.get('dialog') as HTMLDialogElement).showModal();
    else page.document.documentElement.inert = true;
    await page.take('pen');
    await drag(page, [100, 50], [120, 60]);
    expect(mine(page), kind).toMatchObject([{ ended: true }]);
  }
});

test('D2.2 one finger draws, a second one is the browser’s', async () => {
  const page = await drawRig(PAGE);
  await page.take('pen');
  press(page, 'pointerdown', 10, 10, { pointerType: 'touch' });
  press(page, 'pointerdown', 90, 90, { pointerType: 'touch', pointerId: 2, isPrimary: false });
  press(page, 'pointermove', 95, 95, { pointerType: 'touch', pointerId: 2, isPrimary: false });
  press(page, 'pointercancel', 10, 10, { pointerType: 'touch' });
  await page.frame();
  expect(mine(page).map(({ points, ended }) => [points.length, ended])).toEqual([[2, true]]);
  expect(page.window.getComputedStyle(page.layer()?.querySelector('.area') as Element).touchAction).toBe('pinch-zoom');
});

test('D2.3 the eraser takes whole strokes, of anybody; a shape without extent is none', async () => {
  const page = await drawRig(PAGE);
  page.agentDraws(page.get('#c'), { points: [0, 0.5, 1, 0.5], tool: 'arrow' });
  await page.take('rectangle');
  await drag(page, [20, 20], [60, 60]);
  await drag(page, [90, 90]);
  expect(mine(page).length).toBe(1);
  await page.take('eraser');
  await drag(page, [40, 5], [40, 40]);
  expect(page.said.at(-1)).toEqual({ t: 'erase', strokes: [{ seat: 0, number: 1 }] });
  await drag(page, [200, 290], [200, 400]);
  expect(page.said.at(-1)).toEqual({ t: 'erase', strokes: [{ seat: AGENT, number: 1 }] });
  await page.frame();
  expect(page.drawing.strokes).toBe(0);
});

test('D2.3 undo, redo and clear', async () => {
  const page = await drawRig(PAGE);
  await page.take('pen');
  for (const x of [10, 50]) await drag(page, [x, 10], [x, 30]);
  typeKey(page, 'z', { ctrlKey: true });
  await page.frame();
  expect(page.drawing.strokes).toBe(1);
  page.drawing.redo();
  await page.frame();
  expect(mine(page).at(-1)).toMatchObject({ number: 3, anchor: { id: page.capture.idOf(page.get('#a')) } });
  page.agentDraws(page.get('#c'));
  typeKey(page, 'Delete');
  expect(page.said.at(-1)).toEqual({ t: 'clear_drawings', all: false });
  expect(page.drawing.strokes).toBe(1);
  page.drawing.clear(true);
  await page.frame();
  expect(page.said.at(-1)).toEqual({ t: 'clear_drawings', all: true });
  expect(page.drawing.strokes).toBe(0);
});

test('D2.4 the customer draws only where the page lets the customer', async () => {
  const page = await drawRig(PAGE, {}, { allowed: false });
  page.drawing.annotate({ tool: 'pen' });
  await page.frame();
  expect(page.drawing.tool).toBeUndefined();
  const other = await drawRig(PAGE);
  await other.take('pen');
  other.message({ t: 'switches', draw: { agents: true, customer: false }, assist: { types: [], consent: true, confirmStop: false } });
  expect(other.drawing.tool).toBeUndefined();
});

test('D2.5 keys draw: a cursor is moved by arrows, Enter starts and ends, each tool has a key, all of it is said', async () => {
  const page = await drawRig(PAGE);
  await page.take('pen');
  await page.frame();
  expect(page.layer()?.activeElement?.getAttribute('aria-label')).toContain('Arrow keys');
  expect(said(page)).toBe('Pen');
  typeKey(page, 'a');
  expect(page.drawing.tool).toBe('arrow');
  expect(said(page)).toBe('Arrow');
  for (let i = 0; i < 6; i++) typeKey(page, 'ArrowUp', { shiftKey: true });
  for (let i = 0; i < 4; i++) typeKey(page, 'ArrowLeft', { shiftKey: true });
  typeKey(page, 'ArrowLeft');
  typeKey(page, 'Enter');
  expect(said(page)).toBe('Drawing begun');
  typeKey(page, 'ArrowRight');
  typeKey(page, 'ArrowDown', { altKey: true });
  await page.frame();
  typeKey(page, 'Enter');
  expect(said(page)).toBe('Drawing ended');
  await page.frame();
  const [stroke] = mine(page);
  expect(stroke).toMatchObject({ tool: 'arrow', ended: true, anchor: { id: page.capture.idOf(page.get('#a')) } });
  // From the middle of 800 × 600, moved by 210 and 300.
  expect(round(stroke?.points ?? [])).toEqual(round([190 / 400, 0, 200 / 400, 1 / 200]));
  typeKey(page, 'e');
  typeKey(page, 'Enter');
  expect(said(page)).toBe('Erased');
  typeKey(page, 'Enter');
  expect(said(page)).toBe('Nothing here');
  typeKey(page, 'Escape');
  expect(page.drawing.tool).toBeUndefined();
});

test('D2.6 with snapping Tab walks what can be seen, masked elements as a whole, and Enter frames it', async () => {
  const page = await drawRig(
    `${PAGE}<p class=mask style="position:absolute;top:450px;height:40px">secret <a href=x>in</a></p><button style="position:absolute;top:9000px">far</button>`,
    { maskCssSelectors: '.mask' },
  );
  await page.take('pen');
  expect(typeKey(page, 'Tab')).toBe(true);
  typeKey(page, 's');
  expect(said(page)).toBe('Snapping to elements');
  expect(typeKey(page, 'Tab')).toBe(false);
  expect(said(page)).toBe('button Pay now');
  typeKey(page, 'Enter');
  expect(said(page)).toBe('Framed');
  const [stroke] = mine(page);
  expect(stroke).toMatchObject({ tool: 'rectangle', anchor: { id: page.capture.idOf(page.get('#b')) } });
  expect(round(stroke?.points ?? [])).toEqual([-0.05, -0.1, 1.05, 1.1]);
  typeKey(page, 'Tab');
  expect(said(page)).toBe('hidden field');
  typeKey(page, 'Enter');
  expect(mine(page)[1]).toMatchObject({ anchor: { id: page.capture.idOf(page.get('.mask')) } });
  typeKey(page, 'Tab');
  expect(said(page)).toBe('button Pay now');
  typeKey(page, 'Tab', { shiftKey: true });
  expect(said(page)).toBe('hidden field');
});

test('D2.7 a stroke that begins in a masked element is tied to its box, and its bytes say no more than that', async () => {
  const page = await drawRig('<div class=mask id=m style="width:200px;height:100px"><p><b>SECRET</b></p></div>', {
    maskCssSelectors: '.mask',
  });
  await page.take('pen');
  const text = page.get('b').getBoundingClientRect();
  await drag(page, [text.left + 5, text.top + 5], [150, 60]);
  expect(mine(page)).toMatchObject([{ anchor: { id: page.capture.idOf(page.get('#m')) } }]);
  expect(page.capture.idOf(page.get('b'))).toBeUndefined();
  for (const { body } of page.sent) expect(new TextDecoder().decode(body)).not.toMatch(/[A-Za-z]{3}/);
});
