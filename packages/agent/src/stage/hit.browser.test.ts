import { Op } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { createStream, KEY, type Tree } from '../render/testing/stream.js';
import { type ShownPage, showPage } from '../render/testing/show-page.js';
import { elementAt, type HitSource } from './hit.js';

let open: ShownPage | undefined;
afterEach(() => {
  open?.renderer.stop();
  open?.renderer.frame.parentElement?.remove();
});

async function page(body: Tree[], css = ''): Promise<ShownPage> {
  open = await showPage(body, css);
  await expect.poll(() => open?.renderer.frame.style.visibility).toBe('visible');
  return open;
}

const block = (height: number): Record<string, string> => ({ style: `margin:0;height:${height}px` });

test('D1 what is at a place: the innermost mirrored element, in open shadow roots too, a masked one as a whole', async () => {
  const { renderer, stream } = await page([
    ['p', block(40), 'one'],
    ['div', block(40), ['#shadow', {}, ['form', block(40), ['input', { name: 'getBoundingClientRect' }]]]],
    ['#box', {}],
    ['iframe', { ...block(100), width: '200' }],
    ['i', { style: 'position:fixed;inset:0;pointer-events:none' }],
  ]);
  const box = renderer.document.querySelector('sightline-box') as Element;
  stream.w.u8(Op.BoxGeometry);
  for (const n of [renderer.idOf(box) ?? 0, 100 * 8, 20 * 8]) stream.w.varint(n);
  stream.w.string('display:block');
  renderer.apply(0, stream.take());
  const at = (x: number, y: number) => elementAt(renderer, { x, y });
  const names = (x: number, y: number): string => at(x, y)?.element.localName ?? '';
  const margin = renderer.document.body.getBoundingClientRect().left;
  expect([names(margin + 10, 20), names(margin + 400, 70), names(margin + 50, 90)]).toEqual(['p', 'form', 'sightline-box']);
  expect(at(margin + 50, margin + 90)).toMatchObject({ masked: true, path: [], id: renderer.idOf(box) });
  const first = renderer.document.querySelector('p') as Element;
  const { left, top, width } = first.getBoundingClientRect();
  const hit = at(left + width / 4, top + 10);
  expect(hit).toMatchObject({ id: renderer.idOf(first), masked: false, fraction: { x: 0.25, y: 0.25 } });
  // Whatever an iframe says of itself is not the page's.
  const frame = renderer.document.querySelector('iframe') as HTMLIFrameElement;
  const inside = frame.getBoundingClientRect();
  expect(at(inside.left + 50, inside.top + 50)).toMatchObject({ element: frame, path: [] });
  expect([names(-1, 5), names(5, 601)]).toEqual(['', '']);
});

test('D1 through iframes, borders, padding and transforms counted', async () => {
  const { renderer, stream } = await page([
    ['iframe', { width: '300', height: '200', style: 'border:10px solid;padding:5px;transform:scale(2);transform-origin:0 0' }],
  ]);
  const frame = renderer.document.querySelector('iframe') as HTMLIFrameElement;
  const id = renderer.idOf(frame) ?? 0;
  const inner = createStream().page([['p', { style: 'margin:0;width:100px;height:50px' }, 'in']], 'body { margin: 0 }');
  stream.w.u8(Op.Embedded);
  stream.w.varint(id);
  stream.w.u8(KEY);
  stream.w.varint(inner.length);
  stream.w.bytes(inner);
  renderer.apply(0, stream.take());
  await expect.poll(() => frame.contentDocument?.querySelector('p')).not.toBeNull();
  const { left, top } = frame.getBoundingClientRect();
  const hit = elementAt(renderer, { x: left + 2 * (15 + 50), y: top + 2 * (15 + 25) });
  expect(hit).toMatchObject({ path: [id], element: frame.contentDocument?.querySelector('p'), document: frame.contentDocument });
  expect([hit?.fraction.x, hit?.fraction.y]).toEqual([0.5, 0.5]);
});

test('D1 asking moves no focus, lets nothing in, and leaves the frame inert', async () => {
  const { renderer } = await page([
    ['input', { autofocus: '', style: 'position:fixed;inset:0' }],
    ['a', { href: '#x' }, 'link'],
  ]);
  const before = document.body.appendChild(document.createElement('button'));
  before.focus();
  const { frame } = renderer;
  // A browser that finds nothing in what is inert.
  const strict: HitSource = {
    frame,
    frameAt: (path) => {
      const place = renderer.frameAt(path);
      if (!place || !frame.inert) return place;
      const blind = { ...place.scene.frame.natives, elementAt: () => null };
      return { ...place, scene: { ...place.scene, frame: { ...place.scene.frame, natives: blind } } };
    },
  };
  for (let i = 0; i < 20; i++) {
    for (const source of [renderer, strict]) expect(elementAt(source, { x: 50, y: 50 })?.element.localName).toBe('input');
    expect(frame.inert).toBe(true);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(document.activeElement).toBe(before);
  }
  before.remove();
});
