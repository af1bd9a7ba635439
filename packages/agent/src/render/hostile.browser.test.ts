import { LIMITS, Op, StateFlag } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type OpenRenderer, openRenderer } from './testing/open-renderer.js';
import { createStream, KEY, type Tree } from './testing/stream.js';

declare global {
  var fired: string[];
}

let open: OpenRenderer | undefined;
afterEach(() => open?.renderer.stop());

const FOREIGN = `${location.origin}/elsewhere`;
/** The mirrored document's own members are clobbered by a payload. */
const sheetsOf = Object.getOwnPropertyDescriptor(Document.prototype, 'adoptedStyleSheets')?.get as () => unknown;
const call = (name: string): string => `parent.fired.push('${name}')`;

/** What would act in a plain page. Each name is one payload. */
const PAYLOADS: Record<string, Tree> = {
  script: ['script', {}, call('script')],
  svgScript: ['svg|svg', {}, ['svg|script', {}, call('svgScript')]],
  handler: ['img', { src: 'data:image/png;base64,x', onerror: call('handler') }],
  bodyHandler: ['details', { open: '', ontoggle: call('bodyHandler') }, 'x'],
  srcdoc: ['iframe', { srcdoc: `<script>parent.${call('srcdoc')}</script>` }],
  frameSrc: ['iframe', { src: `javascript:${call('frameSrc')}` }],
  foreignFrame: ['iframe', { src: `${FOREIGN}/frame` }],
  object: ['object', { data: `${FOREIGN}/object` }],
  embed: ['embed', { src: `${FOREIGN}/embed` }],
  image: ['img', { src: `${FOREIGN}/image`, srcset: `${FOREIGN}/srcset 2x` }],
  relative: ['img', { src: '/elsewhere/relative' }],
  svgImage: ['svg|svg', {}, ['svg|image', { href: `${FOREIGN}/svg-image` }], ['svg|use', { 'xlink:href': `${FOREIGN}/use#a` }]],
  video: ['video', { src: `${FOREIGN}/video`, poster: `${FOREIGN}/poster` }, ['track', { src: `${FOREIGN}/track`, default: '' }]],
  link: ['link', { rel: 'stylesheet', href: `${FOREIGN}/link` }],
  prefetch: ['link', { rel: 'prefetch', href: `${FOREIGN}/prefetch` }],
  preload: ['link', { rel: 'preload', as: 'image', href: `${FOREIGN}/preload` }],
  style: ['style', { type: 'text/css', style: 'color:red' }, `body{background:url(${FOREIGN}/style)}`],
  inline: ['p', { style: `background:url(${FOREIGN}/inline);color:rgb(1, 2, 3)` }, 'x'],
  escaped: ['p', { style: `background:u\\72l("${FOREIGN}/escaped")` }, 'x'],
  base: ['base', { href: `${FOREIGN}/base/` }],
  refresh: ['meta', { 'http-equiv': 'refresh', content: `0;url=${FOREIGN}/refresh` }],
  csp: ['meta', { 'http-equiv': 'Content-Security-Policy', content: 'img-src *' }],
  form: ['form', { action: `${FOREIGN}/form` }, ['button', { formaction: `${FOREIGN}/button`, autofocus: '' }, 'x']],
  jsLink: ['a', { href: `javascript:${call('jsLink')}`, ping: `${FOREIGN}/ping`, id: 'js' }, 'x'],
  tabLink: ['a', { href: ` \tjava\nscript:${call('tabLink')}` }, 'x'],
  background: ['table', { background: `${FOREIGN}/background` }],
  animate: [
    'svg|svg',
    {},
    ['svg|a', {}, ['svg|animate', { attributeName: 'href', to: `javascript:${call('animate')}` }], ['svg|set', { attributeName: 'href' }]],
  ],
  foreignObject: ['svg|svg', {}, ['svg|foreignObject', {}, ['html|script', {}, call('foreignObject')]]],
  clobber: ['img', { name: 'createElement', id: 'adoptedStyleSheets' }],
  clobberForm: [
    'form',
    {},
    ['input', { name: 'insertBefore' }],
    ['input', { name: 'firstChild' }],
    ['input', { name: 'nodeType' }],
    ['input', { name: 'localName' }],
  ],
};

const CSS = `@import url(${FOREIGN}/import); @font-face{font-family:f;src:url("${FOREIGN}/font")} p{font-family:f;background:url('${FOREIGN}/css')}
  a{background:image-set("${FOREIGN}/set" 1x, url(${FOREIGN}/set2) 2x)} i{cursor:url(${FOREIGN}/cursor),auto} b{background:url(${FOREIGN}/b d)}`;

async function attack(quirks: boolean) {
  globalThis.fired = [];
  open = await openRenderer();
  const shown = open.next();
  const stream = createStream();
  open.renderer.apply(KEY, stream.page(Object.values(PAYLOADS), CSS, { quirks }));
  expect(open.faults).toEqual([]);
  await shown;
  const { document, frame } = open.renderer;
  void document.body.offsetHeight;
  await document.fonts.ready;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return { ...open, stream, document, frame };
}

test.each([false, true])('H1 nothing runs and nothing is requested, quirks mode %s', async (quirks) => {
  performance.clearResourceTimings();
  const { document, frame, faults } = await attack(quirks);
  expect(faults).toEqual([]);
  expect(fired).toEqual([]);
  const inner = frame.contentWindow as Window & typeof globalThis;
  const requested = [performance, inner.performance].flatMap((p) => p.getEntriesByType('resource').map((e) => e.name));
  expect(requested.filter((name) => name.includes('/elsewhere'))).toEqual([]);
  const text =
    document.documentElement.outerHTML +
    [...(sheetsOf.call(document) as CSSStyleSheet[])].flatMap((s) => [...s.cssRules].map((r) => r.cssText)).join('\n');
  expect(text).not.toContain('/elsewhere');
  expect(text).not.toContain('parent.fired');
  expect(document.querySelectorAll('script,base,meta,object,embed,animate,set').length).toBe(0);
  expect(document.baseURI).not.toContain('foreign');
  expect((document.querySelector('p') as HTMLElement).style.color).toBe('rgb(1, 2, 3)');
});

test('H1 a mirrored style element is found by selectors and reported by no policy', async () => {
  const { renderer, faults } = (open = await openRenderer());
  const stream = createStream();
  const violated: string[] = [];
  const listen = (event: SecurityPolicyViolationEvent): number => violated.push(event.effectiveDirective);
  renderer.apply(KEY, stream.page([['p', {}, 'x']], 'style + p{color:rgb(1, 2, 3)}'));
  renderer.document.addEventListener('securitypolicyviolation', listen);
  stream.insert(4, 0, ['style', { class: 'a', style: 'color:red' }, 'p{color:red}'], ['svg|svg', {}, ['svg|style', {}, 'x']]);
  stream.insert(4, 7, ['style', {}, 'p{color:red}']);
  renderer.apply(0, stream.take());
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  expect([faults, violated]).toEqual([[], []]);
  const styles = [...renderer.document.querySelectorAll('style')];
  expect(
    styles.map((style) => [style.className || style.getAttribute('class'), style.textContent, getComputedStyle(style).display]),
  ).toEqual([
    ['a', '', 'none'],
    [null, '', 'none'],
    [null, '', 'none'],
  ]);
});

test.each([false, true])('H2 even an element put there by force can load nothing, quirks mode %s', async (quirks) => {
  const { document } = await attack(quirks);
  const image = Document.prototype.createElement.call(document, 'img') as HTMLImageElement;
  const outcome = new Promise<string>((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(`blocked ${event.blockedURI}`), { once: true });
    // Without the policy the address is asked for: it answers, or it does not.
    image.addEventListener('load', () => resolve('loaded'));
    image.addEventListener('error', () => setTimeout(resolve, 500, 'asked for'));
  });
  image.src = `${FOREIGN}/forced`;
  document.body.append(image);
  expect(await outcome).toBe(`blocked ${FOREIGN}/forced`);
});

test('H3 no key moves the agent into the frame', async () => {
  const { document: inner, frame } = await attack(false);
  const [before, after] = [document.createElement('button'), document.createElement('button')];
  frame.parentElement?.before(before);
  frame.parentElement?.after(after);
  before.focus();
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(after);
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}{ArrowDown}');
  expect(document.activeElement).toBe(before);
  expect(inner.activeElement).toBe(inner.body);
  expect(fired).toEqual([]);
  before.remove();
  after.remove();
});

test('H4 a modal dialog opens without taking the focus', async () => {
  const { stream, renderer, document: inner, faults } = await attack(false);
  const [dialog] = stream.insert(4, 0, ['dialog', { open: '' }, ['input', {}]]);
  stream.w.varint(Op.TopLayer, 1);
  stream.w.varint(dialog ?? 0, StateFlag.ModalDialog);
  renderer.apply(0, stream.take());
  expect(faults).toEqual([]);
  expect(inner.querySelector('dialog')?.matches(':modal')).toBe(true);
  expect(inner.activeElement).toBe(inner.body);
  expect(document.activeElement).not.toBe(renderer.frame);
});

const BROKEN: Record<string, (s: ReturnType<typeof createStream>) => Uint8Array> = {
  'bytes of chance': () => Uint8Array.from({ length: 400 }, (_, i) => (i * 2654435761) >>> 13),
  'an unknown operation': (s) => (s.w.u8(200), s.take()),
  'an unknown parent': (s) => (s.insert(99_999, 0, 'x'), s.take()),
  'a sibling elsewhere': (s) => (s.insert(4, 2, 'x'), s.take()),
  'an ancestor moved into its child': (s) => {
    for (const byte of [Op.Insert, 4, 0, Op.Move, 2, Op.End]) s.w.u8(byte);
    return s.take();
  },
  'the document removed': (s) => (s.w.u8(Op.Remove), s.w.varint(1), s.take()),
  'a tree too deep': (s) => {
    let tree: Tree = 'x';
    for (let i = 0; i <= LIMITS.depth; i++) tree = ['b', {}, tree];
    s.insert(4, 0, tree);
    return s.take();
  },
  'a name that is none': (s) => (s.insert(4, 0, ['x-a b', {}], ['p', { 'data-a b': '' }], ['svg|a:b:c', {}]), s.w.u8(255), s.take()),
  'meta that is no JSON': (s) => (s.w.u8(Op.Meta), s.w.string('{'), s.take()),
  'a frame too long': () => new Uint8Array(LIMITS.frameBytes + 1),
};

test.each(Object.keys(BROKEN))('H5 %s is a fault, never an exception, and a keyframe cures it', async (name) => {
  const { renderer, faults, next } = (open = await openRenderer());
  const stream = createStream();
  renderer.apply(KEY, stream.page([['p', {}, 'x']]));
  expect(faults).toEqual([]);
  const body = BROKEN[name]?.(stream) as Uint8Array;
  renderer.apply(0, body);
  renderer.apply(0, body);
  expect(faults.length).toBe(1);
  const shown = next();
  renderer.apply(KEY, createStream().page([['p', {}, 'y']]));
  await shown;
  expect(renderer.document.body.textContent).toBe('y');
});

test('H6 sheets are bounded in number and size', async () => {
  const { renderer, faults, next } = (open = await openRenderer());
  const many = createStream();
  many.list(1, ...Array.from({ length: 50_001 }, (_, i) => i));
  renderer.apply(KEY, many.take());
  expect(faults).toEqual(['too many sheets']);
  const stream = createStream();
  const shown = next();
  renderer.apply(KEY, stream.page([]));
  await shown;
  const text = `/*${'x'.repeat(4_000_000)}*/`;
  for (let id = 2; id < 20; id++) {
    stream.sheet(id, text);
    renderer.apply(0, stream.take());
    await expect.poll(() => renderer.busy).toBe(false);
  }
  expect(faults).toEqual(['too many sheets', 'too much style']);
});

test('H6 depth cannot be gathered by moves', async () => {
  const { renderer, faults } = (open = await openRenderer());
  const stream = createStream();
  let tree: Tree = ['i', {}];
  for (let i = 0; i < 300; i++) tree = ['b', {}, tree];
  renderer.apply(
    KEY,
    stream.page([
      ['div', {}, tree],
      ['div', {}, tree],
    ]),
  );
  const [first, second] = [...renderer.document.querySelectorAll('div')];
  const deepest = renderer.idOf(first?.querySelector('i') as Node) ?? 0;
  stream.w.u8(Op.Insert);
  stream.w.varint(deepest);
  stream.w.varint(0);
  stream.w.u8(Op.Move);
  stream.w.varint(renderer.idOf(second as Node) ?? 0);
  stream.w.u8(Op.End);
  renderer.apply(0, stream.take());
  expect(faults).toEqual(['too deep']);
});
