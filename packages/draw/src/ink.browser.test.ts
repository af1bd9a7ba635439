import { expect, onTestFinished, test } from 'vitest';
import { createInk } from './ink.js';
import type { Stroke } from './stroke.js';

const stroke = (more: Partial<Stroke> = {}): Stroke => ({
  seat: 1,
  number: 1,
  tool: 'rectangle',
  color: 0x0072b2,
  width: 4,
  anchor: { stream: 1, path: [], id: 2 },
  points: [0, 0, 1, 1],
  ended: true,
  vanishing: false,
  goneAt: undefined,
  ...more,
});
const box = { left: 20, top: 30, width: 100, height: 50 };

function layer() {
  const host = document.createElement('div');
  Object.assign(host.style, { position: 'fixed', left: '0', top: '0', width: '400px', height: '300px' });
  const root = host.attachShadow({ mode: 'open' });
  const ink = createInk(document);
  root.append(ink.element);
  document.body.append(host);
  onTestFinished(() => host.remove());
  const written: MutationRecord[] = [];
  const observer = new MutationObserver((records) => void written.push(...records));
  observer.observe(ink.element, { attributes: true, childList: true, subtree: true });
  const writes = (): number => written.push(...observer.takeRecords()) && written.splice(0).length;
  const lines = (): DOMRect[] => [...ink.element.querySelectorAll('svg > g > path:last-child')].map((path) => path.getBoundingClientRect());
  return { ink, root, writes, lines };
}

test('4.1 a stroke lies at its box, follows it, and is hidden without one', () => {
  const { ink, lines, writes } = layer();
  const one = stroke();
  ink.show(one, { box });
  expect(lines()).toMatchObject([{ left: 20, top: 30, width: 100, height: 50 }]);
  writes();
  ink.show(one, { box: { ...box } });
  expect(writes()).toBe(0);
  ink.show(one, { box: { ...box, left: 60 } });
  expect(writes()).toBe(1);
  expect(lines()).toMatchObject([{ left: 60, top: 30 }]);
  ink.show(one, { box: { left: 0, top: 0, width: 10, height: 10 }, scale: 2 });
  expect(ink.element.querySelector('path:last-child')?.getAttribute('stroke-width')).toBe('8');
  expect(lines()).toMatchObject([{ left: 0, top: 0, width: 10, height: 10 }]);
  ink.show(one, undefined);
  expect(lines()).toMatchObject([{ width: 0, height: 0 }]);
  ink.drop(one);
  expect(lines()).toEqual([]);
});

test('4.1 what is clipped is not drawn outside the clip', () => {
  const { ink, root, lines } = layer();
  const one = stroke({ tool: 'pen', points: [0, 0.5, 1, 0.5], width: 20 });
  ink.element.style.pointerEvents = 'auto';
  ink.show(one, { box, clip: { left: 40, top: 30, width: 30, height: 50 } });
  const hit = (x: number): string | undefined => root.elementFromPoint(x, 55)?.localName;
  expect(lines()).toMatchObject([{ left: 20, width: 100 }]);
  expect(hit(50)).toBe('path');
  expect(hit(30)).not.toBe('path');
  expect(hit(80)).not.toBe('path');
  ink.show(one, { box });
  expect(hit(30)).toBe('path');
});

test('4.1 strokes keep the order they came in, hidden ones too', () => {
  const { ink } = layer();
  const [first, second] = [stroke({ color: 1 }), stroke({ number: 2, color: 2 })];
  ink.show(first, undefined);
  ink.show(second, { box });
  ink.show(first, { box });
  const colors = [...ink.element.querySelectorAll('svg > g > path:last-child')].map((path) => path.getAttribute('stroke'));
  expect(colors).toEqual(['#000001', '#000002']);
});

test('4.2 what vanishes fades in its last second', () => {
  const { ink } = layer();
  const one = stroke({ tool: 'vanishing_pen', vanishing: true, goneAt: undefined });
  ink.show(one, { box });
  const opacity = (): string | null | undefined => ink.element.querySelector('svg > svg')?.getAttribute('opacity');
  expect(ink.tick(0)).toBe(true);
  Object.assign(one, { goneAt: 4_000 });
  ink.tick(2_900);
  expect(opacity()).toBe('1');
  ink.tick(3_500);
  expect(opacity()).toBe('0.5');
  expect(ink.tick(4_000)).toBe(true);
  expect(opacity()).toBe('0');
  ink.drop(one);
  expect(ink.tick(4_001)).toBe(false);
});

test('4.3 a pointer has its person’s colour and name, which is text whatever it says', () => {
  const { ink } = layer();
  const pointer = ink.person(3, { name: '<b>Ann</b>', color: 1 });
  expect(pointer.element.getBoundingClientRect().height).toBe(0);
  pointer.move(50, 60);
  const { left, top } = pointer.element.getBoundingClientRect();
  expect([left, top]).toEqual([50, 60]);
  const tag = pointer.element.querySelector('span');
  expect(tag?.textContent).toBe('<b>Ann</b>');
  expect(tag?.children.length).toBe(0);
  expect(ink.person(3, { name: '<b>Ann</b>', color: 1 })).toBe(pointer);
  expect(ink.person(3, { name: 'Bob', color: 2 })).not.toBe(pointer);
  expect(pointer.element.isConnected).toBe(false);
  ink.leave(3);
  expect(ink.element.querySelectorAll('span').length).toBe(0);
});

test('4.3 a name stays in the layer: at its right edge it is to the left of its pointer', () => {
  const { ink } = layer();
  const pointer = ink.person(3, { name: 'Dr. Maximiliane-Charlotte von Sonnenberg', color: 1 });
  const { left, right } = ink.element.getBoundingClientRect();
  const tag = pointer.element.querySelector('span') as HTMLElement;
  const seen = (): boolean => tag.getBoundingClientRect().left >= left && tag.getBoundingClientRect().right <= right;
  for (const x of [0, right - left - 190, right - left - 1]) {
    pointer.move(x, 60);
    expect(seen(), `at ${x}`).toBe(true);
  }
  expect(tag.getBoundingClientRect().left).toBeLessThan(right - 100);
  pointer.move(10, 60);
  expect(tag.getBoundingClientRect().left).toBe(left + 22);
});

test('4.2 a laser leaves a trail that is soon gone', () => {
  const { ink } = layer();
  const pointer = ink.person(3, { name: 'Ann', color: 1 });
  pointer.laser(10, 10, 0);
  pointer.laser(20, 20, 400);
  expect(ink.tick(400)).toBe(true);
  expect(pointer.trail.getAttribute('d')).toBe('M10 10L20 20');
  expect(ink.tick(800)).toBe(true);
  expect(pointer.trail.getAttribute('d')).toBe('M20 20');
  expect(ink.tick(1_100)).toBe(false);
  expect(pointer.trail.getAttribute('d')).toBe('');
  pointer.move(1, 1);
  expect(pointer.element.querySelector('circle[r="6"]')?.getAttribute('display')).toBe('none');
});

test('4.4 it takes no pointer events, is read by nobody, and a strict policy has nothing to report', async () => {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><meta http-equiv="content-security-policy" content="default-src 'none'; require-trusted-types-for 'script'"><p>a</p>`;
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  await expect.poll(() => frame.contentDocument?.querySelector('p')).toBeTruthy();
  const page = frame.contentDocument as Document;
  const reports: string[] = [];
  page.addEventListener('securitypolicyviolation', (event) => void reports.push(event.violatedDirective));
  const ink = createInk(page);
  page.body.append(ink.element);
  ink.show(stroke(), { box });
  ink.person(1, { name: 'Ann', color: 1 }).move(30, 30);
  ink.tick(0);
  expect(page.elementFromPoint(20, 31)).not.toBe(null);
  expect(ink.element.contains(page.elementFromPoint(20, 31))).toBe(false);
  expect(ink.element.getAttribute('aria-hidden')).toBe('true');
  expect(frame.contentWindow?.getComputedStyle(ink.element).position).toBe('absolute');
  // The control: what the policy forbids is reported.
  page.body.setAttribute('style', 'color: red');
  await expect.poll(() => reports).toEqual(['style-src-attr']);
});
