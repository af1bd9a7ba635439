import { LIMITS, Op } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type OpenRenderer, openRenderer } from '../testing/open-renderer.js';
import { createStream, KEY, type Stream } from '../testing/stream.js';

let open: OpenRenderer | undefined;
afterEach(() => open?.renderer.stop());

/** A page with one iframe, whose id is 5. */
async function shown(): Promise<{ stream: Stream; say(flags: number, body: Uint8Array, id?: number): void; embedded(): Document }> {
  open = await openRenderer();
  const { renderer } = open;
  const stream = createStream();
  const next = open.next();
  renderer.apply(KEY, stream.page([['iframe', { width: '300', height: '200' }]]));
  await next;
  return {
    stream,
    say(flags, body, id = 5) {
      stream.w.u8(Op.Embedded);
      stream.w.varint(id);
      stream.w.u8(flags);
      stream.w.varint(body.length);
      stream.w.bytes(body);
      renderer.apply(0, stream.take());
    },
    embedded: () => (renderer.document.querySelector('iframe') as HTMLIFrameElement).contentDocument as Document,
  };
}

const text = (document: Document): string => document.body?.textContent ?? '';

test('E1 a frame shows the document of its stream, in its mode, and goes on with it', async () => {
  const { say, embedded } = await shown();
  for (const quirks of [false, true]) {
    const inner = createStream();
    say(KEY, inner.page([['p', {}, 'inside']], 'p { color: rgb(1, 2, 3) }', { quirks }));
    await expect.poll(() => text(embedded())).toBe('inside');
    expect(embedded().compatMode).toBe(quirks ? 'BackCompat' : 'CSS1Compat');
    const p = embedded().querySelector('p') as Element;
    expect(embedded().defaultView?.getComputedStyle(p).color).toBe('rgb(1, 2, 3)');
    inner.insert(4, 0, 'first ');
    say(0, inner.take());
    expect(text(embedded())).toBe('first inside');
  }
  expect(open?.faults).toEqual([]);
});

test('E2 a frame that is not shared says so and never shows what was there before', async () => {
  const { stream, say, embedded } = await shown();
  await expect.poll(() => text(embedded())).toContain('not shared');
  say(KEY, createStream().page([['p', {}, 'inside']]));
  await expect.poll(() => text(embedded())).toBe('inside');
  stream.w.u8(Op.Unshared);
  stream.w.varint(5);
  stream.w.string('other.example');
  open?.renderer.apply(0, stream.take());
  expect(text(embedded())).toBe('Frame of other.example: not shared');
});

test('E3 what is wrong with a frame’s stream is the frame’s fault, bounded, and leaves the page alone', async () => {
  open = await openRenderer();
  const asked: number[][] = [];
  open.renderer.stop();
  const parent = document.body.appendChild(document.createElement('div'));
  const { createRenderer } = await import('../index.js');
  const renderer = await createRenderer({
    parent,
    assetBase: `${location.origin}/none`,
    onMeta: () => {},
    onShown: () => {},
    onFault: (reason) => open?.faults.push(reason),
    onFrameFault: (path) => asked.push([...path]),
  });
  const stream = createStream();
  renderer.apply(KEY, stream.page([['iframe', {}]]));
  const say = (flags: number, body: Uint8Array): void => {
    stream.w.u8(Op.Embedded);
    stream.w.varint(5);
    stream.w.u8(flags);
    stream.w.varint(body.length);
    stream.w.bytes(body);
    renderer.apply(0, stream.take());
  };
  say(0, createStream().page([]));
  for (let i = 0; i < 10; i++) {
    say(KEY, createStream().page([['p', {}, 'good']]));
    await expect.poll(() => renderer.frameAt([5])?.scene.frame.document.body?.textContent).toBe('good');
    say(0, new Uint8Array([0, 0, 0, 99]));
  }
  // Asked for again a few times, then left.
  expect(asked).toEqual([[5], [5], [5], [5]]);
  stream.insert(4, 5, ['p', {}, 'the page goes on']);
  renderer.apply(0, stream.take());
  expect(renderer.document.body.textContent).toContain('the page goes on');
  expect(open.faults).toEqual([]);
  renderer.stop();
});

test('E4 frames in frames end at a depth, and frames at a number; what is above is an empty place', async () => {
  open = await openRenderer();
  const { renderer } = open;
  const stream = createStream();
  const next = open.next();
  renderer.apply(KEY, stream.page(Array.from({ length: LIMITS.embeds * 2 + 20 }, () => ['iframe', { width: '1' }])));
  await next;
  expect(renderer.document.querySelectorAll('iframe').length).toBe(LIMITS.embeds * 2);
  expect(renderer.document.querySelectorAll('sightline-x').length).toBe(20);
  expect(open.faults).toEqual([]);
});

test('E5 nothing in a nested frame runs, asks for anything, takes a key or loses its guards', async () => {
  const { stream, say, embedded } = await shown();
  const fired: string[] = [];
  Object.assign(window, { nestedFired: fired });
  const bait = `${location.origin}/nested-bait`;
  const inner = createStream();
  say(
    KEY,
    inner.page(
      [
        ['script', {}, 'top.nestedFired.push("script")'],
        ['img', { src: `${bait}/img`, onerror: 'top.nestedFired.push("error")' }],
        ['iframe', { src: `${bait}/frame`, srcdoc: `<img src="${bait}/srcdoc">` }],
        ['a', { href: 'javascript:top.nestedFired.push("link")', id: 'link' }, 'link'],
        ['input', { autofocus: '', id: 'field' }],
      ],
      `p { background: url(${bait}/css) } @import "${bait}/import";`,
    ),
  );
  await expect.poll(() => embedded().querySelector('#field')).not.toBeNull();
  // Attributes that make it harmless are not the wire's to take away.
  for (const name of ['sandbox', 'srcdoc', 'credentialless', 'referrerpolicy']) {
    stream.w.u8(Op.RemoveAttribute);
    stream.w.varint(5);
    stream.w.string(name);
    stream.w.u8(Op.SetAttribute);
    stream.w.varint(5);
    stream.w.string(name);
    stream.w.string(name === 'sandbox' ? 'allow-scripts allow-same-origin' : bait);
  }
  open?.renderer.apply(0, stream.take());
  const frame = open?.renderer.document.querySelector('iframe') as HTMLIFrameElement;
  expect(frame.getAttribute('sandbox')).toBe('allow-same-origin');
  expect(frame.getAttribute('srcdoc')).toContain('Content-Security-Policy');
  for (let i = 0; i < 6; i++) await userEvent.keyboard('{Tab}{Enter}');
  (embedded().querySelector('#link') as HTMLElement).click();
  expect(document.activeElement?.localName).not.toBe('iframe');
  const requests = performance.getEntriesByType('resource').map(({ name }) => name);
  expect(requests.filter((name) => name.includes('/nested-bait'))).toEqual([]);
  expect(embedded().defaultView?.performance.getEntriesByType('resource')).toEqual([]);
  expect(fired).toEqual([]);
});
