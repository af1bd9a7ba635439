import { FrameFlag, FrameKind, Op, PointerOp, type Welcome, createWriter, type Writer } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { createStream, KEY, type Tree } from '../render/testing/stream.js';
import { createViewer, type Viewer } from './index.js';

let viewer: Viewer | undefined;
let root: HTMLElement | undefined;
afterEach(() => {
  viewer?.stop();
  expect(root?.childNodes.length).toBe(0);
  root?.remove();
});

const WELCOME: Welcome = {
  t: 'welcome',
  v: 1,
  sessionId: 's',
  pinCode: '123456',
  startTime: '2026-01-01T00:00:00Z',
  paused: false,
  key: 'k',
  you: { userId: 'a1', userName: 'Ada Agent', role: 'agent' },
  agents: [{ userId: 'a2', userName: 'Ben' }],
  customer: { userId: 'c', userName: 'Cleo', present: true },
  assetBase: '/assets/key',
  pingMs: 5000,
  reconnectWindowMs: 1000,
};

function openViewer(width = 1000, height = 700) {
  const place = document.createElement('div');
  place.style.cssText = `position:absolute;left:0;top:0;width:${width}px;height:${height}px`;
  document.body.append(place);
  root = place;
  const asked: string[] = [];
  const made = createViewer({
    root: place,
    service: location.origin,
    locale: 'en',
    actions: {
      leave: () => asked.push('leave'),
      end: () => asked.push('end'),
      requestAssist: () => asked.push('request_assist'),
      stopAssist: () => asked.push('stop_assist'),
      resync: (reason) => asked.push(`resync: ${reason}`),
      send: (message) => asked.push(message.t),
      sendFrame: () => asked.push('frame'),
      sendFleeting: () => undefined,
      tell: (event) => asked.push(event),
    },
  });
  viewer = made;
  const shadow = place.firstElementChild?.shadowRoot as ShadowRoot;
  const find = <T extends HTMLElement>(selector: string): T => shadow.querySelector<T>(selector) as T;
  const named = (name: string): HTMLButtonElement => find(`button[aria-label="${name}"]`);
  return { viewer: made, asked, find, named };
}

function frameOf({ renderer }: Viewer): DOMRect {
  if (!renderer) throw new Error('no renderer yet');
  return renderer.frame.getBoundingClientRect();
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
}

async function openLive(width?: number, height?: number) {
  const opened = openViewer(width, height);
  opened.viewer.welcome(WELCOME);
  const stream = createStream();
  const body = stream.page(
    [
      ['p', { style: 'margin:0;height:40px' }, 'hello'],
      ['#box', {}],
    ],
    '',
    { title: 'Shop', url: 'https://shop.example/cart' },
  );
  opened.viewer.frame({ kind: FrameKind.View, flags: KEY, stream: 1, number: 0 }, body);
  await until(() => opened.find('.curtain').hidden === true);
  return { ...opened, stream };
}

test('V12 what of the page cannot be followed stands by the light', async () => {
  const { viewer, find } = openViewer();
  viewer.welcome(WELCOME);
  const body = createStream().page([['p', {}, 'hello']], '', { lost: ['styles', '<img>'] });
  viewer.frame({ kind: FrameKind.View, flags: KEY, stream: 1, number: 0 }, body);
  await until(() => find('.curtain').hidden === true);
  expect(find('.light').textContent).toBe('Live, without: styles, <img>');
});

test('V3 each hindrance is said in words, and the page comes when there is none', async () => {
  const { viewer, find } = openViewer();
  expect(find('.curtain').textContent).toContain('Connecting');
  viewer.welcome({ ...WELCOME, customer: null });
  expect(find('.curtain').textContent).toContain('Waiting for the customer');
  viewer.curtain(null);
  expect(find('.curtain').textContent).toContain('Loading the page');
  const stream = createStream();
  viewer.frame({ kind: FrameKind.View, flags: KEY, stream: 1, number: 0 }, stream.page([['p', {}, 'hello']]));
  await until(() => find('.curtain').hidden === true);
  expect(find('.light').textContent).toBe('Live');
  expect(viewer.renderer?.document.body.textContent).toBe('hello');
  expect(viewer.position).toEqual({ stream: 1, number: 0 });
  viewer.curtain('paused');
  expect(find('.curtain').textContent).toContain('paused');
  expect(find('.stage').inert).toBe(true);
  viewer.curtain(null);
  viewer.forget();
  expect(find('.curtain').textContent).toContain('Loading');
  expect(viewer.position).toBeUndefined();
});

test('V3 R10 what is forgotten is forgotten in the toolbar, too: title, address and what could not be followed', async () => {
  const { viewer, find } = openViewer();
  viewer.welcome(WELCOME);
  const page = { title: 'Xyzzy', url: 'https://shop.example/xyzzy', lost: ['<secret-chat>'] };
  const show = (stream: number): void => {
    const body = createStream().page([['p', {}, 'hello']], '', page);
    viewer.frame({ kind: FrameKind.View, flags: KEY, stream, number: 0 }, body);
  };
  const named = (): boolean => /xyzzy|secret-chat/i.test(find('.viewer').outerHTML);
  show(1);
  await until(() => find('.curtain').hidden === true);
  expect(named()).toBe(true);
  viewer.forget();
  expect(named()).toBe(false);
  // The next keyframe says them again.
  show(2);
  await until(() => find('.curtain').hidden === true);
  expect(find('.light').textContent).toBe('Live, without: <secret-chat>');
  expect(find('.address').textContent).toContain('Xyzzy');
});

test('V1 V4 gaps and faults ask for a resync', async () => {
  const { viewer, asked, stream } = await openLive();
  viewer.frame({ kind: FrameKind.View, flags: 0, stream: 1, number: 2 }, stream.take());
  expect(asked).toEqual(['resync: gap in frames']);
  viewer.frame({ kind: FrameKind.View, flags: FrameFlag.Key, stream: 2, number: 0 }, Uint8Array.of(0, 0, 0, 99));
  await until(() => asked.length > 1);
  expect(asked[1]).toBe('resync: unknown operation');
  expect(viewer.position).toBeUndefined();
});

test('V2 at scale 1 her pixels are the agent’s, and fit shrinks', async () => {
  const { viewer, find, named } = await openLive(1001, 801);
  const frame = (): DOMRect => frameOf(viewer);
  expect([frame().width, frame().height, frame().left % 1, frame().top % 1]).toEqual([800, 600, 0, 0]);
  expect(getComputedStyle(find('.surface')).transform).toBe('none');
  named('Zoom in').click();
  expect(frame().width).toBeCloseTo(880);
  find<HTMLButtonElement>('.scale').click();
  expect(frame().width).toBe(800);
  if (root) root.style.width = '400px';
  named('Fit to window').click();
  await until(() => frame().width <= 400);
  expect(frame().width / frame().height).toBeCloseTo(800 / 600);
  find('.stage').dispatchEvent(new KeyboardEvent('keydown', { key: '1' }));
  expect(frame().width).toBe(800);
});

test('V5 her pointer is drawn over the page, in the middle of a masked element', async () => {
  const { viewer, find, stream } = await openLive();
  const box = viewer.renderer?.document.body.lastElementChild as Element;
  const id = viewer.renderer?.idOf(box) ?? 0;
  stream.w.u8(Op.BoxGeometry);
  for (const n of [id, 100 * 8, 20 * 8]) stream.w.varint(n);
  stream.w.string('display:block');
  viewer.frame({ kind: FrameKind.View, flags: 0, stream: 1, number: 1 }, stream.take());
  const send = (...parts: ((w: Writer) => void)[]): void => {
    const w = createWriter();
    for (const part of parts) part(w);
    viewer.frame({ kind: FrameKind.Pointer, flags: 0, stream: 1, number: 0 }, w.take());
  };
  const offset = (): number[] => {
    const [pointer, page] = [find('.pointer').getBoundingClientRect(), frameOf(viewer)];
    return [pointer.left - page.left, pointer.top - page.top];
  };
  send(
    (w) => w.u8(PointerOp.Move),
    (w) => w.int(120),
    (w) => w.int(30),
    (w) => w.varint(0),
  );
  expect(find('.pointer').style.display).toBe('block');
  expect(offset()).toEqual([120, 30]);
  send(
    (w) => w.u8(PointerOp.InsideBox),
    (w) => w.varint(id),
  );
  expect(offset()).toEqual([58, 58]);
  send((w) => w.u8(PointerOp.Leave));
  expect(find('.pointer').style.display).toBe('none');
  send((w) => w.u8(77));
});

test('V6 ending for everyone asks again, and can be thought better of', async () => {
  const { asked, find, named } = await openLive();
  named('End session').click();
  expect(asked).toEqual([]);
  expect(find('.confirm').hidden).toBe(false);
  named('Keep going').click();
  expect(find('.confirm').hidden).toBe(true);
  named('End session').click();
  find<HTMLButtonElement>('.confirm .sure').click();
  named('Leave').click();
  expect(asked).toEqual(['end', 'leave']);
});

test('V3 the toolbar says who is here, the PIN and the page', async () => {
  const { find } = await openLive();
  expect(find('.people').textContent).toContain('Cleo');
  expect(find('.people').textContent).toContain('Ada Agent (you)');
  expect(find('.code').textContent).toBe('123 456');
  expect(find('.address').textContent).toContain('shop.example/cart');
});

test('V10 names and titles turn no words around them', async () => {
  const { viewer, find } = await openLive();
  viewer.people({ agents: [], customer: { userName: '\u202eelcirC \u05d0', present: true } });
  const item = find('.people li');
  expect(item.title).toBe('\u2068elcirC \u05d0\u2069 (customer)');
  expect(item.querySelector('bdi')?.textContent).toBe('elcirC \u05d0');
  expect(find('.address bdi').textContent).toBe('Shop');
});

test('V9 the part the customer has zoomed into is marked at the stage’s scale; nonsense marks nothing', async () => {
  const { viewer, find, stream } = await openLive(400, 700);
  let number = 0;
  const tell = (zoomed: unknown): void => {
    stream.meta({ zoomed } as object);
    viewer.frame({ kind: FrameKind.View, flags: 0, stream: 1, number: ++number }, stream.take());
  };
  const part = find('.zoomed');
  expect(part.hidden).toBe(true);
  tell([100, 50, 200, 100]);
  const [mark, page] = [part.getBoundingClientRect(), frameOf(viewer)];
  const scale = page.width / 800;
  expect([mark.left - page.left, mark.top - page.top, mark.width, mark.height].map(Math.round)).toEqual(
    [100, 50, 200, 100].map((n) => Math.round(n * scale)),
  );
  for (const nonsense of [null, [1, 2, 3], ['a', 0, 0, 0], [-1, 0, 5, 5], [0, 0, 1e9, 5], {}, 'x']) {
    tell([100, 50, 200, 100]);
    tell(nonsense);
    expect(part.hidden, JSON.stringify(nonsense)).toBe(true);
  }
});

test('V11 a desk that cannot keep up says so, its buttons answer, and it is live again once it has caught up', async () => {
  const { viewer, asked, find, named, stream } = await openLive();
  for (let number = 1; number <= 2; number++) {
    stream.insert(4, 0, ...Array.from({ length: 80_000 }, (): Tree => ['p', {}, 'x']));
    viewer.frame({ kind: FrameKind.View, flags: 0, stream: 1, number }, stream.take());
  }
  await until(() => find('.light').textContent === 'Catching up');
  named('Leave').click();
  expect(viewer.renderer?.busy).toBe(true);
  expect(asked).toEqual(['leave']);
  await until(() => find('.light').textContent === 'Live');
  expect(viewer.renderer?.busy).toBe(false);
  expect(viewer.renderer?.document.querySelectorAll('p')).toHaveLength(160_001);
});
