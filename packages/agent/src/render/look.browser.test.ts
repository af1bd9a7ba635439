import { DOCUMENT_ID, Op } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type OpenRenderer, openRenderer } from './testing/open-renderer.js';
import { type ShownPage, showPage } from './testing/show-page.js';
import { createStream, KEY } from './testing/stream.js';

let open: OpenRenderer | undefined;
afterEach(() => open?.renderer.stop());

async function show(...args: Parameters<typeof showPage>): Promise<ShownPage> {
  const shown = await showPage(...args);
  open = shown;
  return shown;
}

test('R6 states are attributes with the specificity of the pseudo-class', async () => {
  const { stream, document, renderer } = await show(
    [
      ['div', {}, ['a', { href: 'https://example.com/' }, 'link']],
      ['input', {}],
    ],
    `a:hover{color:rgb(9, 9, 9)} a{color:rgb(1, 1, 1)} div:hover a:not(:focus){text-indent:7px} input:focus-visible{border-color:rgb(5, 5, 5)}
     .no\\:hover, p::before:hover{color:red} a::after{content:":hover"} div:focus-within{color:red}`,
  );
  const link = document.querySelector('a') as Element;
  const input = document.querySelector('input') as Element;
  expect(getComputedStyle(link).color).toBe('rgb(1, 1, 1)');
  stream.w.u8(Op.Hover);
  stream.w.varint(renderer.idOf(link) ?? 0);
  stream.w.u8(Op.Focus);
  stream.w.varint(renderer.idOf(input) ?? 0);
  renderer.apply(0, stream.take());
  expect(getComputedStyle(link).color).toBe('rgb(9, 9, 9)');
  expect(getComputedStyle(link).textIndent).toBe('7px');
  // Whether the focus shows is the customer's browser's to say: a click leaves none on most elements.
  expect(getComputedStyle(input).borderTopColor).not.toBe('rgb(5, 5, 5)');
  stream.w.u8(Op.Ring);
  stream.w.varint(renderer.idOf(input) ?? 0);
  renderer.apply(0, stream.take());
  expect(getComputedStyle(input).borderTopColor).toBe('rgb(5, 5, 5)');
  expect(getComputedStyle(input).outlineStyle).toBe('auto');
  expect(getComputedStyle(link, '::after').content).toBe('":hover"');
  stream.w.u8(Op.Hover);
  stream.w.varint(0);
  renderer.apply(0, stream.take());
  expect(getComputedStyle(link).color).toBe('rgb(1, 1, 1)');
});

test('R7 media features follow the customer, and change with her', async () => {
  const css =
    '@media (prefers-color-scheme: dark) and (min-resolution: 2dppx) {p{color:rgb(3, 3, 3)}} @media (min-width: 9000px){p{color:red}}';
  const { stream, document, renderer } = await show([['p', {}, 't']], css, {
    media: { 'prefers-color-scheme': 'light', resolution: '2dppx' },
  });
  const p = document.querySelector('p') as Element;
  expect(getComputedStyle(p).color).toBe('rgb(0, 0, 0)');
  stream.meta({ media: { 'prefers-color-scheme': 'dark', resolution: '2dppx' } });
  renderer.apply(0, stream.take());
  expect(getComputedStyle(p).color).toBe('rgb(3, 3, 3)');
});

test('R8 a box has its place and size and nothing else', async () => {
  const { stream, document, renderer } = await show([['#box', {}]], '* {display: none !important} html,body{display:block !important}');
  const box = document.body.firstElementChild as HTMLElement;
  expect(getComputedStyle(box).display).toBe('none');
  stream.w.u8(Op.BoxGeometry);
  stream.w.varint(renderer.idOf(box) ?? 0);
  stream.w.varint(128 * 8);
  stream.w.varint(20 * 8 + 4);
  stream.w.string('display:block;margin-left:11px;background:url(x);color:red;position:absolute;top:30px;left:0px');
  renderer.apply(0, stream.take());
  const rect = box.getBoundingClientRect();
  expect([rect.left, rect.top, rect.width, rect.height]).toEqual([11, 30, 128, 20.5]);
  expect(box.style.color).toBe('');
  stream.insert(renderer.idOf(box) ?? 0, 0, 'secret');
  renderer.apply(0, stream.take());
  expect(box.childNodes.length).toBe(0);
});

test('R9 custom elements match :defined as they do for the customer', async () => {
  const { stream, document, renderer } = await show(
    [
      ['x-a', {}],
      ['x-b', {}],
    ],
    'x-a:not(:defined),x-b:not(:defined){display:none}',
    { defined: ['x-a'] },
  );
  const [a, b] = [document.querySelector('x-a') as Element, document.querySelector('x-b') as Element];
  expect([getComputedStyle(a).display, getComputedStyle(b).display]).toEqual(['inline', 'none']);
  stream.meta({ defined: ['x-a', 'x-b'] });
  renderer.apply(0, stream.take());
  expect(getComputedStyle(b).display).toBe('inline');
});

test('R12 a sheet only the service can read is fetched, rewritten, and waited for', async () => {
  const ASSET = 'p:hover{color:rgb(1, 2, 3)} @media (hover){p{text-indent:4px}} p{background:url(https://elsewhere.example/x)}';
  const { fetch } = globalThis;
  // The service, as far as this asset goes.
  globalThis.fetch = async (url) => new Response(ASSET, { status: url === `${location.origin}/no-assets/1` ? 200 : 404 });
  open = await openRenderer();
  const stream = createStream();
  const shown = open.next();
  stream.w.u8(Op.SheetAsset);
  stream.w.varint(7);
  stream.w.varint(1);
  stream.list(DOCUMENT_ID, 7);
  stream.meta({ media: { hover: 'hover' } });
  stream.insert(DOCUMENT_ID, 0, ['html', {}, ['body', {}, ['p', {}, 'x']]]);
  open.renderer.apply(KEY, stream.take());
  expect(open.shown()).toBe(0);
  await shown;
  globalThis.fetch = fetch;
  const p = open.renderer.document.querySelector('p') as Element;
  expect(getComputedStyle(p).textIndent).toBe('4px');
  expect(getComputedStyle(p).backgroundImage).toBe('url("about:invalid")');
  stream.w.u8(Op.Hover);
  stream.w.varint(open.renderer.idOf(p) ?? 0);
  open.renderer.apply(0, stream.take());
  expect(getComputedStyle(p).color).toBe('rgb(1, 2, 3)');
});

test('R6 no state of ours comes from the wire, whatever the element', async () => {
  const { stream, document, renderer } = await show([['x-a', { 'sightline-hover': '', heading: 'h', onclick: 'x' }]]);
  const card = document.querySelector('x-a') as Element;
  stream.w.u8(Op.SetAttribute);
  stream.w.varint(renderer.idOf(card) ?? 0);
  stream.w.string('sightline-focus');
  stream.w.string('');
  renderer.apply(0, stream.take());
  expect(card.getAttributeNames()).toEqual(['heading', 'sightline-undefined']);
});

test('R13 a canvas shows the picture the stream names, also after it was resized', async () => {
  const source = new OffscreenCanvas(20, 10);
  const context = source.getContext('2d');
  if (context) context.fillStyle = 'rgb(10, 200, 30)';
  context?.fillRect(0, 0, 20, 10);
  const picture = await source.convertToBlob();
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response(picture);
  const { document, stream, renderer } = await show([
    ['canvas', { width: '20', height: '10', 'sightline-canvas': 'sightline-asset:3' }],
    ['p', { 'sightline-canvas': 'sightline-asset:3', 'sightline-hover': '' }],
  ]);
  const canvas = document.querySelector('canvas') as HTMLCanvasElement;
  const size = (): string => `${canvas.getBoundingClientRect().width} ${canvas.getBoundingClientRect().height}`;
  const content = (): string => getComputedStyle(canvas).content;
  expect(size()).toBe('20 10');
  while (!content().includes('data:image/png')) await new Promise((resolve) => requestAnimationFrame(resolve));
  globalThis.fetch = fetch;
  await expect.poll(size).toBe('20 10');
  stream.w.u8(Op.SetAttribute);
  stream.w.varint(renderer.idOf(canvas) ?? 0);
  stream.w.string('width');
  stream.w.string('40');
  renderer.apply(0, stream.take());
  await expect.poll(size).toBe('40 10');
  expect(content()).toContain('svg');
  expect(document.querySelector('p')?.attributes.length).toBe(0);
});
