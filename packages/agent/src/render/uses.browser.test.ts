import { Op } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type ShownPage, showPage } from './testing/show-page.js';
import type { Tree } from './testing/stream.js';

/** Milliseconds a page without a bomb takes by far; ten times that is the limit of a loaded machine. */
const PATIENCE = 300;

let open: ShownPage | undefined;
afterEach(() => {
  open?.renderer.stop();
  open?.renderer.frame.parentElement?.remove();
});

const use = (id: string): Tree => ['svg|use', { href: `#${id}` }];
/** `levels` groups, each of which shows the one before `width` times: `width ** levels` circles. */
const bomb = (levels: number, width: number): Tree[] => [
  ['svg|circle', { id: 'u0', r: '1' }],
  ...Array.from({ length: levels }, (_, i): Tree => ['svg|g', { id: `u${i + 1}` }, ...Array.from({ length: width }, () => use(`u${i}`))]),
];
const shownUses = (document: Document): string[] =>
  [...document.querySelectorAll('use')].flatMap((one) => one.getAttribute('href') ?? one.getAttribute('xlink:href') ?? []);

/** Milliseconds until the page is laid out. */
function layout({ renderer }: ShownPage): number {
  const started = performance.now();
  for (const one of renderer.document.querySelectorAll<SVGGraphicsElement>('svg, use, circle')) one.getBoundingClientRect();
  return performance.now() - started;
}
const shows = async (page: ShownPage): Promise<void> => {
  await expect.poll(() => page.shown()).toBe(1);
};

test('H7 10⁹ instances in a hundred nodes are not made; what is few is', async () => {
  open = await showPage([['svg|svg', {}, ...bomb(9, 10)]]);
  await shows(open);
  expect(layout(open)).toBeLessThan(PATIENCE * 10);
  const shown = new Set(shownUses(open.renderer.document));
  expect([...shown]).toEqual(['#u0', '#u1', '#u2', '#u3']);
});

test('H7 nor when they come one by one: by an address, by a name, by an element', async () => {
  open = await showPage([['svg|svg', {}, ...bomb(8, 10), ['svg|use', {}], ['svg|use', { 'xlink:href': '#later' }], ['svg|g', {}]]]);
  await shows(open);
  const { renderer, stream } = open;
  const uses = [...renderer.document.querySelectorAll('use')];
  const group = renderer.document.querySelector('svg')?.lastElementChild as Element;
  const attribute = (element: Element, name: string, value: string): void => {
    stream.w.u8(Op.SetAttribute);
    stream.w.varint(renderer.idOf(element) ?? 0);
    stream.w.string(name);
    stream.w.string(value);
  };
  attribute(uses.at(-2) as Element, 'href', '#u8');
  renderer.apply(0, stream.take());
  attribute(group, 'id', 'later');
  stream.insert(renderer.idOf(group) ?? 0, 0, use('u7'), use('u2'));
  renderer.apply(0, stream.take());
  expect(open.faults).toEqual([]);
  expect(layout(open)).toBeLessThan(PATIENCE * 10);
  expect(shownUses(renderer.document)).not.toContain('#u8');
  expect(shownUses(renderer.document)).not.toContain('#later');
  // What made it too much goes: the rest is shown.
  const [first] = group.children;
  stream.w.u8(Op.Remove);
  stream.w.varint(renderer.idOf(first as Element) ?? 0);
  renderer.apply(0, stream.take());
  expect(shownUses(renderer.document)).toContain('#later');
});

test('H7 a page of icons and one of points show all of them, in shadow roots too', async () => {
  const icons = Array.from({ length: 200 }, (_, i): Tree => ['svg|symbol', { id: `icon${i}` }, ['svg|path', {}], ['svg|path', {}]]);
  const points = Array.from({ length: 3_000 }, (): Tree => use('point'));
  open = await showPage([
    ['svg|svg', {}, ...icons, ['svg|circle', { id: 'point', r: '1' }], ...points],
    ...Array.from({ length: 400 }, (_, i): Tree => ['svg|svg', {}, use(`icon${i % 200}`)]),
    ['div', {}, ['#shadow', {}, ['svg|svg', {}, ['svg|circle', { id: 'own' }], use('own')]]],
  ]);
  await shows(open);
  expect(shownUses(open.renderer.document)).toHaveLength(3_400);
  const root = open.renderer.document.querySelector('div')?.shadowRoot;
  expect(root?.querySelector('use')?.getAttribute('href')).toBe('#own');
});

test('H7 one that shows itself is the browser’s to leave out; many that show one another are too many', async () => {
  const groups = Array.from(
    { length: 12 },
    (_, i): Tree => ['svg|g', { id: `g${i}` }, ...Array.from({ length: 12 }, (_, j) => use(`g${j}`))],
  );
  open = await showPage([
    ['svg|svg', {}, ['svg|g', { id: 'a' }, use('b')], ['svg|g', { id: 'b' }, use('a')], ['svg|use', { id: 'c', href: '#c' }]],
    ['svg|svg', {}, ...groups],
  ]);
  await shows(open);
  expect(layout(open)).toBeLessThan(PATIENCE * 10);
  expect(shownUses(open.renderer.document)).toEqual(['#b', '#a', '#c']);
});
