import { DrawingFlag, FrameKind, readAnchor } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { AGENT, type DrawRig, drawRig } from './draw.fixture.js';

const block = (id: string, style: string, inner = ''): string => `<div id=${id} style="${style}">${inner}</div>`;

/** The one stroke is drawn around this element, to a pixel. */
async function follows(page: DrawRig, element: Element, offset = { x: 0, y: 0 }): Promise<void> {
  await page.frame();
  const { left, top, width, height } = element.getBoundingClientRect();
  const drawn = page.drawn()[0];
  const near = (a: number | undefined, b: number): void =>
    expect(Math.abs((a ?? Infinity) - b), JSON.stringify([drawn, { left, top, width, height }])).toBeLessThanOrEqual(1);
  near(drawn?.left, left + offset.x);
  near(drawn?.top, top + offset.y);
  near(drawn?.width, width);
  near(drawn?.height, height);
}
const gone = (page: DrawRig): object[] => page.said.filter((m) => m.t === 'erase');

test('D1.1 a stroke stays on its element through scrolling, resizing, zoom, layout shifts, fonts and accordions', async () => {
  const page = await drawRig(
    `<details><summary>more</summary>${block('long', 'height:150px')}</details>${block('shift', 'height:10px')}
     ${block('scroller', 'height:300px;overflow:auto', block('before', 'height:40px') + block('a', 'width:50%;height:30px;font:16px monospace', 'word word') + block('after', 'height:900px'))}
     ${block('end', 'height:3000px')}`,
  );
  const element = page.get('#a');
  page.agentDraws(element);
  await follows(page, element);
  // The control: what it is compared with moves.
  const places: number[] = [];
  const after = async (change: () => unknown): Promise<void> => {
    await change();
    await follows(page, element);
    const { left, top, width, height } = element.getBoundingClientRect();
    places.push(left + top * 7 + width * 31 + height * 101);
  };
  await after(() => page.window.scrollTo(0, 10));
  await after(() => page.get('#scroller').scrollTo(0, 25));
  await after(() => Object.assign((page.window.frameElement as HTMLElement).style, { width: '640px' }));
  await after(() => Object.assign(page.get('#shift').style, { height: '60px' }));
  await after(() => Object.assign(page.get('details'), { open: true }));
  await after(() => Object.assign(element.style, { fontSize: '40px', width: 'max-content', height: 'auto' }));
  await after(() => Object.assign(element.style, { transform: 'translate(30px, 12px) scale(1.5)' }));
  await after(() => Object.assign(page.document.documentElement.style, { zoom: '1.5' }));
  expect(new Set(places).size).toBe(places.length);
  expect(gone(page)).toEqual([]);
});

test('D1.2 a stroke is hidden while its element is hidden or scrolled out of what cuts it, and cut where that is cut', async () => {
  const page = await drawRig(
    block(
      'scroller',
      'position:absolute;top:50px;width:200px;height:100px;overflow:auto',
      block('a', 'height:60px') + block('b', 'height:900px'),
    ),
  );
  page.agentDraws(page.get('#a'));
  await page.frame();
  expect(page.drawn()[0]).toMatchObject({ top: 50, clip: [0, 50, page.get('#scroller').clientWidth, 100] });
  page.get('#scroller').scrollTop = 30;
  await page.frame();
  expect(page.drawn()[0]).toMatchObject({ top: 20, clip: [0, 50, page.get('#scroller').clientWidth, 100] });
  page.get('#scroller').scrollTop = 61;
  await page.frame();
  expect(page.drawn()).toEqual([undefined]);
  page.get('#scroller').scrollTop = 0;
  for (const [name, value] of Object.entries({ display: 'none', visibility: 'hidden', opacity: '0' })) {
    await page.frame();
    expect(page.drawn()[0], name).toBeDefined();
    Object.assign(page.get('#a').style, { [name]: value });
    await page.frame();
    expect(page.drawn(), name).toEqual([undefined]);
    Object.assign(page.get('#a').style, { [name]: '' });
  }
  await page.frame();
  expect(page.drawn()[0]).toBeDefined();
  expect(gone(page)).toEqual([]);
});

test('D1.3 strokes are inside same-origin iframes and open shadow roots, too', async () => {
  const page = await drawRig(
    `${block('host', 'position:absolute;top:20px;width:200px')}<iframe style="position:absolute;top:200px;left:30px;border:3px solid;width:300px;height:200px" srcdoc="<style>body{margin:0}</style><p id=in style='margin:0;height:40px'>a</p><div style='height:900px'></div>"></iframe>`,
  );
  const root = page.get('#host').attachShadow({ mode: 'open' });
  const inner = page.document.createElement('p');
  inner.textContent = 'shadow';
  root.append(inner);
  await expect.poll(() => page.capture.idOf(inner)).toBeGreaterThan(0);
  page.agentDraws(inner);
  await follows(page, inner);
  const frame = page.get('iframe') as HTMLIFrameElement;
  const path = [page.capture.idOf(frame) ?? 0];
  const element = (): Element => frame.contentDocument?.querySelector('#in') as Element;
  await expect.poll(() => page.capture.at(path)?.idOf(element())).toBeGreaterThan(0);
  page.agentDraws(element(), { path });
  await page.frame();
  expect(page.drawn()[1]).toMatchObject({ left: 33, top: 203, height: 40 });
  frame.contentWindow?.scrollTo(0, 15);
  await page.frame();
  expect(page.drawn()[1]).toMatchObject({ top: 188 });
  frame.contentWindow?.scrollTo(0, 60);
  await page.frame();
  expect(page.drawn()[1]).toBeUndefined();
  // A new stream has other ids, the document in the iframe as well.
  page.document.body.prepend(page.document.createElement('hr'));
  page.capture.open(7);
  await expect.poll(() => page.sent.filter(({ header }) => header.flags === DrawingFlag.Anchor).length).toBe(2);
  expect(page.desk.get({ seat: AGENT, number: 2 })?.anchor).toEqual({
    stream: 7,
    path: [page.capture.idOf(frame)],
    id: page.capture.at([page.capture.idOf(frame) ?? 0])?.idOf(element()),
  });
});

test('D1.4 after a new stream every stroke is tied anew, by the ids of that stream', async () => {
  const page = await drawRig(`${block('a', 'height:30px')}${block('b', 'height:30px')}`);
  page.agentDraws(page.get('#a'));
  page.agentDraws(page.get('#b'));
  await page.frame();
  expect(page.sent).toEqual([]);
  page.get('#a').before(page.document.createElement('hr'));
  page.capture.open(5);
  await expect.poll(() => page.sent.length).toBe(2);
  for (const [i, id] of ['#a', '#b'].entries()) {
    const { header, body } = page.sent[i] as (typeof page.sent)[0];
    expect(header).toEqual({ kind: FrameKind.Drawing, flags: DrawingFlag.Anchor, stream: AGENT, number: i + 1 });
    expect(readAnchor(body)).toEqual({ stream: 5, path: [], id: page.capture.idOf(page.get(id)) });
  }
  await page.frame();
  expect(page.sent.length).toBe(2);
  expect(page.drawn().every(Boolean)).toBe(true);
});

const row = (attributes: string): string => `<li ${attributes} style="height:20px">x</li>`;

test.each([
  ['an id', row('id=one') + row('id=two'), row('id=one') + row('id=two'), 1],
  ['a key, at another place', row('data-key=1') + row('data-key=2'), row('data-key=2') + row('data-key=1'), 0],
  ['a name', '<li><input name=n style="height:20px"></li>', '<li><input name=n style="height:20px"></li>', -1],
  ['its place alone', row('') + row(''), row('') + row(''), 1],
])('D1.5 a stroke goes over to the element that a framework has made anew, known by %s', async (_, before, after, at) => {
  const page = await drawRig(`<ul id=list style="width:300px">${before}</ul>`);
  const find = (): Element => (at < 0 ? page.get('input') : (page.get('#list').children[at] as Element));
  const old = at === 0 ? (page.get('#list').children[1] as Element) : find();
  page.agentDraws(old);
  await follows(page, old);
  page.get('#list').innerHTML = after;
  await page.frame();
  await follows(page, find());
  await expect.poll(() => page.desk.get({ seat: AGENT, number: 1 })?.anchor.id).toBe(page.capture.idOf(find()));
  expect(gone(page)).toEqual([]);
});

test('D1.5 it goes over, too, where everything around it was made anew', async () => {
  const html = `<main><section><p data-testid=total style="height:20px">1</p></section></main>`;
  const page = await drawRig(`<div id=app>${html}</div>`);
  page.agentDraws(page.get('p'));
  await follows(page, page.get('p'));
  page.get('#app').innerHTML = '';
  await page.frame();
  expect(page.drawn()).toEqual([undefined]);
  page.get('#app').innerHTML = html;
  await follows(page, page.get('p'));
  expect(gone(page)).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['another id', row('id=other')],
  ['another tag', '<p id=one>x</p>'],
])('D1.6 a stroke goes where its element went and %s came', async (_, after) => {
  const page = await drawRig(`<ul id=list>${row('id=one')}${row('')}</ul>`);
  page.agentDraws(page.get('#one'));
  await page.frame();
  page.get('#one').outerHTML = after || '<!---->';
  await expect.poll(() => gone(page)).toEqual([{ t: 'erase', strokes: [{ seat: AGENT, number: 1 }], gone: true }]);
  await page.frame();
  expect(page.drawing.strokes).toBe(0);
  expect(page.layer()).toBeUndefined();
});

test('D1.6 a row that moves up to the place of one that was taken away does not get its strokes', async () => {
  const page = await drawRig(`<ul id=list>${row('') + row('') + row('')}</ul>`);
  page.agentDraws(page.get('li:nth-child(2)'));
  await page.frame();
  page.get('li:nth-child(2)').remove();
  await expect.poll(() => gone(page).length).toBe(1);
});

test('D1.6 an element that only moves keeps its strokes, whatever id it has then', async () => {
  const page = await drawRig(`${block('x', 'height:10px')}${block('y', 'height:50px', block('a', 'height:30px'))}`);
  page.agentDraws(page.get('#a'));
  await page.frame();
  const element = page.get('#a');
  element.remove();
  page.capture.flush();
  page.get('#x').append(element);
  await follows(page, element);
  await expect.poll(() => page.desk.get({ seat: AGENT, number: 1 })?.anchor.id).toBe(page.capture.idOf(element));
  expect(gone(page)).toEqual([]);
});

test('D1.7 a masked element is tied to as a whole and keeps its stroke; what is inside a masked one from now on loses it', async () => {
  const page = await drawRig(`${block('box', 'height:60px', block('in', 'height:20px', 'secret'))}${block('free', 'height:20px')}`, {
    maskCssSelectors: '.mask',
  });
  page.agentDraws(page.get('#box'));
  page.agentDraws(page.get('#in'));
  await page.frame();
  expect(page.drawn().filter(Boolean).length).toBe(2);
  page.get('#box').className = 'mask';
  await expect.poll(() => page.forgets).toBe(1);
  await expect.poll(() => gone(page)).toEqual([{ t: 'erase', strokes: [{ seat: AGENT, number: 2 }], gone: true }]);
  expect(page.desk.get({ seat: AGENT, number: 1 })?.anchor).toEqual({ stream: 2, path: [], id: page.capture.idOf(page.get('#box')) });
  await follows(page, page.get('#box'));
});

test('D1.8 a page that is loaded anew at the same address finds its strokes again, and says which it does not', async () => {
  const html = `<main>${block('a', 'height:30px')}<ul>${row('') + row('data-key=7')}</ul><p class=mask id=m>x</p>${block('late', 'height:1px')}</main>`;
  const first = await drawRig(html, { maskCssSelectors: '.mask' });
  first.agentDraws(first.get('#a'));
  first.agentDraws(first.get('[data-key]'));
  first.agentDraws(first.get('#m'));
  first.agentDraws(first.get('#late'));
  await first.frame();
  first.leave();
  const kept = first.window.sessionStorage.getItem('$$ZCB_DRAWING$$') ?? '';
  expect(kept).toContain('data-key');
  // Of the masked element not even what it is called.
  expect(kept).not.toContain('"id":"m"');
  const second = await drawRig(html.replace('id=late', 'id=never'), { maskCssSelectors: '.mask' });
  expect(second.window.sessionStorage.getItem('$$ZCB_DRAWING$$')).toBeNull();
  second.get('main').prepend(second.document.createElement('hr'));
  second.capture.open(9);
  second.replay(first.desk);
  const tied = (): boolean[] =>
    ['#a', '[data-key]', '#m'].map((selector, i) => {
      const anchor = second.desk.get({ seat: AGENT, number: i + 1 })?.anchor;
      return anchor?.stream === 9 && anchor.id === second.capture.idOf(second.get(selector));
    });
  await expect.poll(tied).toEqual([true, true, true]);
  await follows(second, second.get('#a'));
  expect(gone(second)).toEqual([]);
  second.wait(4_000);
  await second.frame();
  expect(gone(second)).toEqual([]);
  second.wait(1_100);
  await expect.poll(() => gone(second)).toEqual([{ t: 'erase', strokes: [{ seat: AGENT, number: 4 }], gone: true }]);
  expect(second.drawn().filter(Boolean).length).toBe(3);
});

test('D1.8 an address that comes without loading is told while strokes are there, so that a reload of it keeps them', async () => {
  const page = await drawRig(block('a', 'height:30px'));
  const routes = (): string[] => page.said.flatMap((message) => (message.t === 'route' ? [message.url] : []));
  await page.frame();
  expect(routes()).toEqual([]);
  page.agentDraws(page.get('#a'));
  await page.frame();
  page.address = 'https://shop.example/pay';
  await expect.poll(routes).toEqual(['https://shop.example/cart', 'https://shop.example/pay']);
  await page.frame();
  page.message({ t: 'drawings_cleared' });
  await page.frame();
  page.address = 'https://shop.example/done';
  await page.frame();
  expect(routes()).toHaveLength(2);
});

test('D1.8 of what is inside a masked element by now nothing is kept', async () => {
  const page = await drawRig(`${block('box', 'height:60px', block('in', 'height:20px'))}${block('free', 'height:20px')}`, {
    maskCssSelectors: '.mask',
  });
  for (const id of ['#in', '#free']) page.agentDraws(page.get(id));
  await page.frame();
  page.get('#box').className = 'mask';
  await expect.poll(() => page.desk.get({ seat: AGENT, number: 2 })?.anchor.stream).toBe(2);
  page.leave();
  const kept = page.window.sessionStorage.getItem('$$ZCB_DRAWING$$') ?? '';
  expect(kept).toContain('"id":"free"');
  expect(kept).not.toMatch(/"id":"(?:in|box)"/);
});

test('D1.8 strokes of a stream that is over, and that nobody kept a way to, go', async () => {
  const page = await drawRig(block('a', 'height:30px'));
  const other = await drawRig(block('a', 'height:30px'));
  other.agentDraws(other.get('#a'));
  page.capture.open(3);
  page.replay(other.desk);
  await expect.poll(() => gone(page).length).toBe(1);
});
