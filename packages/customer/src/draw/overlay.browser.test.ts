import { type FrameHeader, FrameKind, PointerOp, SeatFlag, createWriter } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { AGENT, type DrawRig, drawRig, press } from './draw.fixture.js';

const header: FrameHeader = { kind: FrameKind.Pointer, flags: SeatFlag.Agent, stream: AGENT, number: 0 };
function point(page: DrawRig, x: number, y: number, { op = PointerOp.Move as number, path = [] as number[], from = header } = {}): void {
  const writer = createWriter();
  for (const id of path) writer.varint(PointerOp.Frame, id);
  writer.u8(op);
  writer.int(x);
  writer.int(y);
  writer.varint(0);
  page.drawing.frame(from, writer.take());
}
const tags = (page: DrawRig): { name: string; left: number; top: number }[] =>
  [...(page.layer()?.querySelectorAll('span') ?? [])]
    .filter((tag) => (tag.parentElement as HTMLElement).style.display !== 'none')
    .map((tag) => {
      const { left, top } = (tag.parentElement as HTMLElement).getBoundingClientRect();
      return { name: tag.textContent ?? '', left, top };
    });

test('D1.10 agents’ pointers are shown with name and colour where they point, in iframes as well', async () => {
  const page = await drawRig(
    '<div style="height:2000px"></div><iframe style="position:fixed;left:50px;top:100px;border:5px solid" srcdoc="<p>a</p>"></iframe>',
  );
  point(page, 120, 80);
  expect(tags(page)).toEqual([{ name: 'Ann', left: 120, top: 80 }]);
  point(page, 20, 30, { from: { ...header, stream: 2 } });
  expect(tags(page).map(({ name }) => name)).toEqual(['Ann', 'Ben']);
  page.window.scrollTo(0, 50);
  point(page, 121, 81, { op: PointerOp.Down });
  expect(tags(page)[0]).toEqual({ name: 'Ann', left: 121, top: 81 });
  const id = page.capture.idOf(page.get('iframe')) ?? 0;
  await expect.poll(() => page.capture.at([id])).toBeDefined();
  point(page, 10, 10, { path: [id] });
  expect(tags(page)[0]).toEqual({ name: 'Ann', left: 65, top: 115 });
  point(page, 10, 10, { path: [4_242] });
  expect(tags(page).map(({ name }) => name)).toEqual(['Ben']);
  point(page, 10, 10);
  point(page, 0, 0, { op: PointerOp.Leave });
  expect(tags(page).map(({ name }) => name)).toEqual(['Ben']);
  page.message({ t: 'agent_left', userId: 'ben', userName: 'Ben', agentCount: 0, reason: 'left' });
  expect(tags(page)).toEqual([]);
  // The customer's own, somebody nobody knows, and nonsense.
  point(page, 1, 1, { from: { ...header, flags: 0 } });
  point(page, 1, 1, { from: { ...header, stream: 99 } });
  page.drawing.frame(header, Uint8Array.of(1, 2, 3));
  expect(tags(page)).toEqual([]);
  await expect.poll(() => page.layer()).toBeUndefined();
});

test('D1.10 a laser leaves a trail for a moment', async () => {
  const page = await drawRig('<p>a</p>');
  const trail = (): string => page.layer()?.querySelector('svg > path[stroke-opacity="0.6"]')?.getAttribute('d') ?? '';
  point(page, 10, 20, { op: PointerOp.Laser });
  point(page, 30, 40, { op: PointerOp.Laser });
  await expect.poll(trail).toBe('M10 20L30 40');
  page.wait(1_000);
  await expect.poll(trail).toBe('');
});

test('D1.11 it is never mirrored, in nobody’s way, and off the page once there is nothing to show', async () => {
  const page = await drawRig('<button style="width:200px;height:100px">b</button>');
  const before = page.mirror.print();
  page.agentDraws(page.get('button'), { points: [0, 0, 0.5, 0.5] });
  await page.frame();
  expect(page.layer()).toBeDefined();
  page.capture.flush();
  expect(page.mirror.print()).toBe(before);
  expect(page.document.elementFromPoint(50, 50)).toBe(page.get('button'));
  page.message({ t: 'drawings_cleared' });
  await page.frame();
  expect(page.document.querySelector('sightline-drawing')).toBeNull();
});

test('D1.11 no animation frame is asked for while there is nothing to show', async () => {
  const page = await drawRig('<p>a</p>');
  const { requestAnimationFrame } = page.window;
  let asked = 0;
  page.window.requestAnimationFrame = (run) => {
    asked++;
    return requestAnimationFrame.call(page.window, run);
  };
  const other = await drawRig('<p>a</p>');
  expect(other.layer()).toBeUndefined();
  point(page, 1, 1);
  const settled = async (): Promise<number> => {
    for (let i = 0; i < 5; i++) await new Promise((done) => requestAnimationFrame.call(page.window, done));
    return asked;
  };
  const first = await settled();
  expect(await settled()).toBe(first);
});

test.each(['inert', 'plain'])('D1.12 it is above popovers, dialogs and any z-index, on an %s page', async (kind) => {
  const page = await drawRig(
    `<p style="height:40px">a</p><div style="position:fixed;inset:0;z-index:2147483647;background:silver"></div><div id=pop popover=manual style="width:100%;height:100%">p</div><div id=host></div><dialog>d</dialog>`,
  );
  const { document } = page;
  if (kind === 'inert') document.body.inert = true;
  page.agentDraws(page.get('p'));
  await page.frame();
  const host = document.querySelector('sightline-drawing') as HTMLElement;
  expect(host.matches(':popover-open')).toBe(true);
  let raised = 0;
  host.addEventListener('beforetoggle', (event) => void (raised += (event as ToggleEvent).newState === 'open' ? 1 : 0));
  page.get('#pop').showPopover();
  await expect.poll(() => raised).toBe(1);
  const dialog = page.get('dialog') as HTMLDialogElement;
  dialog.showModal();
  await expect.poll(() => raised).toBe(2);
  expect(host.matches(':popover-open')).toBe(true);
  // In a shadow root, from which no event comes out.
  dialog.close();
  const root = page.get('#host').attachShadow({ mode: 'open' });
  const inner = document.createElement('dialog');
  root.append(inner);
  inner.showModal();
  page.wait(600);
  await expect.poll(() => raised).toBe(3);
  page.wait(600);
  await page.frame();
  expect(raised).toBe(3);
  // A page that takes it away sees it come back while there is something to show.
  host.remove();
  await expect.poll(() => host.matches(':popover-open')).toBe(true);
});

test('D1.12 what is drawn over a popover that came later is on top of it', async () => {
  const page = await drawRig('<p style="height:40px">a</p><div id=pop popover=manual style="width:100%;height:100%">p</div>');
  await page.take('pen');
  await page.frame();
  page.get('#pop').showPopover();
  await expect.poll(() => page.document.elementFromPoint(50, 20)?.localName).toBe('sightline-drawing');
});

test('D1.13 a strict policy has nothing to report', async () => {
  const page = await drawRig(
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'none'; require-trusted-types-for 'script'"><p>a</p>`,
  );
  const reports: string[] = [];
  page.document.addEventListener('securitypolicyviolation', (event) => void reports.push(event.violatedDirective));
  page.agentDraws(page.get('p'));
  point(page, 10, 10);
  await page.take('pen');
  press(page, 'pointerdown', 10, 10);
  press(page, 'pointerup', 20, 20);
  await page.frame();
  expect(page.drawn().length).toBeGreaterThan(0);
  // The control.
  page.document.body.setAttribute('style', 'color:red');
  await expect.poll(() => reports).toEqual(['style-src-attr']);
});

test('D1.14 after stop nothing is left on the page', async () => {
  const page = await drawRig('<p>a</p>');
  page.agentDraws(page.get('p'));
  await page.take('pen');
  point(page, 10, 10);
  await page.frame();
  page.drawing.stop();
  expect(page.document.querySelector('sightline-drawing')).toBeNull();
  let heard = 0;
  page.document.addEventListener('pointerdown', () => heard++);
  press(page, 'pointerdown', 10, 10);
  expect(heard).toBe(1);
  page.drawing.frame(header, new Uint8Array());
  await page.frame();
  expect(page.document.querySelector('sightline-drawing')).toBeNull();
});

test('D1.14 the page is in control of nothing that keeps it up: broken methods of the DOM reach neither side', async () => {
  const page = await drawRig('<p>a</p>');
  const errors: unknown[] = [];
  page.window.addEventListener('error', (event) => errors.push(event.message));
  page.window.addEventListener('unhandledrejection', (event) => errors.push(event.reason));
  const { console } = window;
  const { error } = console;
  console.error = () => undefined;
  page.window.Document.prototype.querySelectorAll = () => {
    throw new Error('page');
  };
  page.agentDraws(page.get('p'));
  await page.frame();
  console.error = error;
  expect(errors).toEqual([]);
});
