import { expect, onTestFinished, test } from 'vitest';
import { createElementPlaces } from './element-place.js';

/** A page in an iframe; `at` tells where an element of it is seen. */
async function page(html: string) {
  const iframe = document.createElement('iframe');
  Object.assign(iframe.style, { width: '600px', height: '400px', border: '0' });
  iframe.srcdoc = `<!doctype html><style>*{margin:0;padding:0;border:0}</style>${html}`;
  const loaded = new Promise((done) => iframe.addEventListener('load', done, { once: true }));
  document.body.append(iframe);
  onTestFinished(() => iframe.remove());
  await loaded;
  const top = iframe.contentWindow as Window & typeof globalThis;
  let time = 0;
  const places = createElementPlaces({ top, now: () => (time += 1_000) });
  const get = (selector: string): HTMLElement => top.document.querySelector(selector) as HTMLElement;
  const at = (element: Element | string): number[][] | undefined => {
    const found = places.of(typeof element === 'string' ? get(element) : element);
    const four = (b: { left: number; top: number; width: number; height: number }): number[] => [b.left, b.top, b.width, b.height];
    return found && [four(found.box), ...(found.clip ? [four(found.clip)] : [])];
  };
  return { top, get, at };
}
const block = (id: string, style: string, inner = ''): string => `<div id=${id} style="${style}">${inner}</div>`;

test('3.5 an element is at its border box, cut by what scrolls around it, and not seen once it is scrolled out', async () => {
  const { get, at } = await page(
    block(
      's',
      'position:absolute;left:10px;top:20px;width:200px;height:100px;overflow:auto;border:5px solid',
      block('a', 'height:40px') + block('b', 'height:400px'),
    ),
  );
  const inner = get('#s').clientWidth;
  expect(at('#a')).toEqual([
    [15, 25, inner, 40],
    [15, 25, inner, 100],
  ]);
  get('#s').scrollTop = 30;
  expect(at('#a')?.[0]).toEqual([15, -5, inner, 40]);
  get('#s').scrollTop = 60;
  expect(at('#a')).toBeUndefined();
});

test('3.5 what is laid out past a scroller is not cut by it', async () => {
  const { at, get } = await page(
    block(
      's',
      'width:100px;height:50px;overflow:hidden',
      block('a', 'position:absolute;left:300px;top:300px;width:10px;height:10px') +
        block('f', 'position:fixed;left:200px;top:200px;width:10px;height:10px'),
    ),
  );
  expect(at('#a')).toEqual([[300, 300, 10, 10]]);
  expect(at('#f')).toEqual([[200, 200, 10, 10]]);
  get('#s').style.transform = 'translateX(0)';
  expect(at('#a')).toBeUndefined();
  expect(at('#f')).toBeUndefined();
  const dialog = get('#f').ownerDocument.createElement('dialog');
  Object.assign(dialog.style, { left: '150px', top: '150px', width: '20px', height: '20px', margin: '0' });
  get('#s').append(dialog);
  dialog.showModal();
  expect(at(dialog)?.[0]?.slice(0, 2)).toEqual([150, 150]);
});

test('3.5 one axis may be cut and the other not', async () => {
  const { at } = await page(
    block('s', 'width:100px;height:50px;overflow-x:clip;overflow-y:visible', block('a', 'height:300px;width:300px')),
  );
  expect(at('#a')?.[1]?.[2]).toBe(100);
  expect(at('#a')?.[1]?.[3]).toBeGreaterThan(1e5);
});

test('3.5 what is hidden is not seen', async () => {
  const { at, get } = await page(
    `<details><summary>s</summary>${block('d', 'height:10px')}</details>${block('h', 'height:10px', block('i', 'height:5px'))}`,
  );
  expect(at('#d')).toBeUndefined();
  (get('details') as HTMLDetailsElement).open = true;
  expect(at('#d')).toBeDefined();
  for (const [name, value] of Object.entries({ display: 'none', visibility: 'hidden', opacity: '0', contentVisibility: 'hidden' })) {
    expect(at('#i'), name).toBeDefined();
    Object.assign(get('#h').style, { [name]: value });
    expect(at('#i'), name).toBeUndefined();
    Object.assign(get('#h').style, { [name]: '' });
  }
  const element = get('#i');
  element.remove();
  expect(at(element)).toBeUndefined();
});

test('3.5 shadow roots and slots are seen through, a form’s fields stand in for nothing', async () => {
  const { at, get, top } = await page(
    block('host', 'position:absolute;top:10px;width:100px', block('slotted', 'height:80px')) +
      '<form id=f style="position:absolute;top:200px;height:30px"><input name=parentNode><input name=isConnected><input name=getBoundingClientRect><input name=assignedSlot></form>',
  );
  const root = get('#host').attachShadow({ mode: 'open' });
  const scroller = top.document.createElement('div');
  Object.assign(scroller.style, { height: '50px', overflow: 'hidden' });
  scroller.append(top.document.createElement('slot'));
  root.append(scroller);
  expect(at('#slotted')).toEqual([
    [0, 10, 100, 80],
    [0, 10, 100, 50],
  ]);
  expect(at('#f')?.[0]?.[1]).toBe(200);
});

test('3.5 an element in an iframe is at its place in the page around it, cut by the iframe and what cuts that', async () => {
  const { at, get, top } = await page(
    block(
      's',
      'width:300px;height:120px;overflow:auto',
      '<iframe style="border:4px solid;padding:6px;width:200px;height:100px;transform:scale(2);transform-origin:0 0"></iframe><div style="height:900px"></div>',
    ),
  );
  const inner = (get('iframe') as HTMLIFrameElement).contentDocument as Document;
  inner.body.style.margin = '0';
  const element = inner.createElement('div');
  Object.assign(element.style, { height: '30px', marginTop: '10px' });
  inner.body.append(element);
  const cutBy = get('#s').clientWidth;
  // The border and padding, twice as large, and twice the margin.
  expect(at(element)).toEqual([
    [20, 40, 400, 60],
    [20, 20, Math.min(400, cutBy - 20), 100],
  ]);
  inner.defaultView?.scrollTo(0, 0);
  get('#s').scrollTop = 60;
  expect(at(element)?.[0]).toEqual([20, -20, 400, 60]);
  get('#s').scrollTop = 110;
  expect(at(element)).toBeUndefined();
  expect(top.document.body).toBeDefined();
});
