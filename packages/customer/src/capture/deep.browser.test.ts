import { Reader } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type Rig, rig } from './capture.fixture.js';

let r: Rig;
let root: ShadowRoot;
afterEach(() => {
  r.stop();
  expect(r.faults).toEqual([]);
});
const left = (): string => [...r.frames.map(({ body }) => body), ...r.pointers].map((body) => new TextDecoder().decode(body)).join('\n');
const inRoot = <T extends Element = HTMLElement>(selector: string): T => root.querySelector(selector) as T;
const closedIn = (selector: string, html: string) => (page: Document) => {
  root = (page.querySelector(selector) as Element).attachShadow({ mode: 'closed' });
  root.innerHTML = html;
};

test('6.1 closed shadow roots are mirrored like open ones: from the start, late, what is typed, scrolled and changed in them', async () => {
  await start(
    '<main><b>shown</b></main><aside></aside>',
    '<p>one</p><input value=a><slot></slot><ul style="height:20px;overflow:auto"><li style="height:90px">x</ul>',
  );
  expect(r.mirror.print()).toMatch(/<main>\{<p>"one"<\/>.*<b>"shown"/s);
  const field = inRoot<HTMLInputElement>('input');
  field.value = 'typed';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  inRoot('p').append(' two');
  inRoot('ul').scrollTop = 30;
  inRoot('ul').dispatchEvent(new Event('scroll'));
  r.capture.flush();
  expect([...r.mirror.values.values()]).toContain('typed');
  expect(r.mirror.print()).toContain('"one"" two"');
  expect([...r.mirror.scrolls.values()]).toContainEqual([0, 30]);
  closedIn('aside', '<i>late</i>')(r.document);
  r.capture.flush();
  expect(r.mirror.print()).toContain('<aside>{<i>"late"');
  root.replaceChildren();
  r.capture.flush();
  expect(r.mirror.print()).toContain('<aside>{}');
  expect(r.capture.size).toBe(r.mirror.nodes.size);
});

test('6.2 rules hold in closed roots: masks, slots, passwords from `init` on, and the pointer', async () => {
  const page = `<style>i{display:block;width:200px;height:50px}</style><i class=card>SECRET1</i><p>CANARY1</p><input type=password name=p value=SECRET2>
    <u class=card><slot></slot></u>`;
  await start('<main>SECRET3</main><p>CANARY2</p>', page, (document) => {
    closedIn('main', page)(document);
    // Shown before anybody helps: it was a password once.
    inRoot<HTMLInputElement>('input').dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
    inRoot<HTMLInputElement>('input').replaceWith(Object.assign(document.createElement('input'), { name: 'p', value: 'SECRET2' }));
  });
  expect(left()).toMatch(/CANARY1[^]*CANARY2/);
  expect(left()).not.toContain('SECRET');
  const move = (target: Element, x: number, y: number): boolean =>
    target.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, composed: true, clientX: x, clientY: y }));
  const { x, y } = inRoot('i').getBoundingClientRect();
  move(inRoot('i'), x + 60, y + 9);
  await expect.poll(() => r.pointers.length, { timeout: 5000 }).toBe(1);
  const reader = new Reader();
  reader.open(r.pointers[0] as Uint8Array);
  expect([reader.u8(), reader.varint(), reader.done]).toEqual([5, r.capture.idOf(inRoot('i')), true]);
  const { length } = r.frames;
  inRoot('p').className = 'card';
  r.capture.flush();
  expect(r.forgets).toBe(1);
  r.capture.flush();
  expect(
    r.frames
      .slice(length)
      .map(({ body }) => new TextDecoder().decode(body))
      .join(),
  ).not.toContain('CANARY1');
});

test('6.3 fonts and properties that scripts make are told as rules, and follow', async () => {
  const bytes = Uint8Array.from('wOF2 and so on', (c) => c.charCodeAt(0));
  await start('<p>x</p>', '', (document) => {
    const { FontFace, CSS } = document.defaultView as Window & typeof globalThis;
    document.fonts.add(new FontFace('Own "Face"', 'url(/own.woff2)', { weight: '300', unicodeRange: 'U+41' }));
    document.fonts.add(new FontFace('Bytes', bytes.buffer));
    expect(new FontFace('Unused', 'url(/unused.woff2)').family).toBe('Unused');
    CSS.registerProperty({ name: '--made', syntax: '<length>', inherits: false, initialValue: '7px' });
  });
  const css = (): string => r.mirror.css().replaceAll('\n', ' ');
  expect(css()).toMatch(/@property --made \{ syntax: "<length>"; inherits: false; initial-value: 7px; \}/);
  expect(css()).toMatch(/font-family: "Own \\"Face\\""[^}]*font-weight: 300[^}]*unicode-range: U\+41[^}]*sightline-asset:\d+/);
  expect(css()).toContain('font/woff2;base64,d09GMiBhbmQgc28gb24=');
  expect(css()).not.toContain('Unused');
  expect(r.assets.map(({ url }) => url)).toEqual([expect.stringMatching(/\/own\.woff2$/)]);
  r.document.fonts.clear();
  const { FontFace } = r.document.defaultView as Window & typeof globalThis;
  r.document.fonts.add(new FontFace('Late', 'local(Arial)'));
  await expect.poll(css, { timeout: 10_000 }).toContain('Late');
  expect(css()).not.toContain('Own');
});

test('6.4 what is wrapped looks and works as before', async () => {
  await start('<main></main>', '<p></p>', (document) => {
    const { Element: Elements, FontFace, CSS } = document.defaultView as Window & typeof globalThis;
    expect([Elements.prototype.attachShadow.name, Elements.prototype.attachShadow.length, FontFace.length]).toEqual(['attachShadow', 1, 2]);
    expect(Function.prototype.toString.call(Elements.prototype.attachShadow)).toContain('[native code]');
    class Face extends FontFace {}
    expect(new Face('f', 'local(a)')).toBeInstanceOf(FontFace);
    expect(new Face('f', 'local(a)')).toBeInstanceOf(Face);
    expect(() => document.createElement('input').attachShadow({ mode: 'closed' })).toThrow('attachShadow');
    expect(() => CSS.registerProperty({ name: 'x', inherits: false })).toThrow('--');
    const host = document.createElement('div');
    expect(host.attachShadow({ mode: 'closed' }).host).toBe(host);
    expect(host.shadowRoot).toBe(null);
  });
});

async function start(html: string, shadow: string, scripts: (page: Document) => void = closedIn('main', shadow)): Promise<void> {
  r = await rig(html, { maskCssSelectors: '.card' }, scripts);
}
