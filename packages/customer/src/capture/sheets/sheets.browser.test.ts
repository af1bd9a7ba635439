import { afterEach, expect, test } from 'vitest';
import { type Rig, rig } from '../capture.fixture.js';

let r: Rig;
afterEach(() => {
  r.stop();
  expect(r.faults).toEqual([]);
});
const flat = (): string => r.mirror.css().replace(/\s+/g, ' ');

test('3.1 a style element travels as its text', async () => {
  r = await rig('<style>p  {  color : red  }</style>');
  expect(r.mirror.css()).toBe('p  {  color : red  }');
});
test('3.2 rules made through the CSSOM travel, appended ones alone', async () => {
  r = await rig('<style id=s></style>');
  const sheet = (r.document.getElementById('s') as HTMLStyleElement).sheet as CSSStyleSheet;
  sheet.insertRule('a { color: red; }', 0);
  sheet.insertRule('b { color: green; }', 1);
  r.capture.flush();
  expect(flat()).toContain('a { color: red; } b { color: green; }');
  const before = r.mirror.log.length;
  sheet.insertRule('i { color: blue; }', 2);
  r.capture.flush();
  expect(r.mirror.log.slice(before).map((e) => e.op)).toEqual(['SheetRules']);
  expect(flat()).toContain('i { color: blue; }');
  sheet.deleteRule(0);
  r.capture.flush();
  expect(flat()).not.toContain('red');
});
test('3.3 adopted sheets in order after the own ones, also of shadow roots; an in-place push is found', async () => {
  r = await rig('<style>p{}</style><div id=h></div>');
  const view = r.document.defaultView as Window & typeof globalThis;
  const one = new view.CSSStyleSheet();
  one.replaceSync('q { color: red; }');
  r.document.adoptedStyleSheets.push(one);
  const root = (r.document.getElementById('h') as HTMLElement).attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [one];
  await expect.poll(() => flat()).toContain('q { color: red; }');
  await expect.poll(() => r.mirror.css(r.capture.idOf(root))).toContain('q { color: red; }');
  one.replaceSync('q { color: green; }');
  r.capture.flush();
  expect(flat()).toContain('green');
});
test('3.4 a rule changed in place is found by the rotation', async () => {
  r = await rig('<style id=s>a { color: red } b { color: red }</style>');
  const rule = (r.document.getElementById('s') as HTMLStyleElement).sheet?.cssRules[1] as CSSStyleRule;
  rule.style.color = 'green';
  await expect.poll(() => flat(), { timeout: 5000 }).toContain('green');
});
test('3.5 a disabled sheet leaves the list, media stay', async () => {
  r = await rig('<style id=s>a{color:red}</style><style media=print>b{color:red}</style>');
  expect(r.mirror.lists.get(1)?.map((e) => e.media)).toEqual(['', 'print']);
  const style = r.document.getElementById('s') as HTMLStyleElement;
  (style.sheet as CSSStyleSheet).disabled = true;
  r.capture.flush();
  expect(r.mirror.css()).toBe('b{color:red}');
  style.textContent = 'c{color:red}';
  r.capture.flush();
  expect(r.mirror.css()).toContain('c{color:red}');
});
test('3.6 addresses become assets, imports the rules they bring', async () => {
  const inner = URL.createObjectURL(new Blob(['i { background: url("x.png") }'], { type: 'text/css' }));
  r = await rig(`<style>@import "${inner}" screen; a { background: url(/a.png?token=1#f) } b { fill: url(#g) }</style>`);
  await expect.poll(() => flat()).toContain('@media screen');
  expect(flat()).toContain('url("#g")');
  expect(flat()).toMatch(/a \{ background: url\("sightline-asset:\d+#f"\)/);
  expect(flat()).not.toContain('token');
  expect(r.assets.find((a) => a.url?.includes('a.png'))?.url).toMatch(/\/a\.png\?token=1$/);
});
test('3.7 a linked sheet of the own origin travels as text', async () => {
  const href = URL.createObjectURL(new Blob(['/* kept */ a{color:red}'], { type: 'text/css' }));
  r = await rig(`<link rel=stylesheet href="${href}">`);
  expect(r.mirror.css()).toBe('/**/ a{color:red}');
});
test('3.9 a page that rests sends nothing', async () => {
  const inner = URL.createObjectURL(new Blob(['i { background: url("x.png") }'], { type: 'text/css' }));
  const linked = URL.createObjectURL(
    new Blob(['a { background: url("y.png") } @font-face { font-family: q; src: url(f.woff2) }'], { type: 'text/css' }),
  );
  r = await rig(
    `<style>@import "${inner}"; a { color: red; background: url(/a.png) }</style><link rel=stylesheet href="${linked}"><style>b { margin: 0 }</style>`,
  );
  await new Promise((done) => setTimeout(done, 300));
  const frames = r.frames.length;
  await new Promise((done) => setTimeout(done, 4200));
  expect(r.frames.length).toBe(frames);
});

const LOST = 'padding: var(--p); padding-bottom: 4px';
const restored = (): Promise<void> => expect.poll(flat).toMatch(/padding: ?var\(--p\); ?padding-bottom: ?4px/);

test('3.11 what a script gives to a sheet is told as it was given', async () => {
  r = await rig(
    '<p style="top: var(--p)"></p><style id=s></style><style id=t>b { color: red } i { padding: var(--q); padding-top: 0 }</style>',
  );
  const { CSSStyleSheet } = r.document.defaultView as Window & typeof globalThis;
  (r.document.getElementById('s') as HTMLStyleElement).sheet?.insertRule(`@media all { a { ${LOST} } }`);
  (r.document.getElementById('t') as HTMLStyleElement).sheet?.insertRule('u { top: 0 }');
  const made = new CSSStyleSheet();
  made.replaceSync('q { margin: var(--p); margin-top: 0 }');
  made.insertRule('q { top: 0 }');
  r.document.adoptedStyleSheets = [made];
  r.capture.flush();
  await restored();
  expect(flat()).toMatch(/i \{ ?padding: var\(--q\); ?padding-top: 0/);
  expect(flat()).toMatch(/q \{ ?margin: var\(--p\); ?margin-top: 0/);
});
test('3.11 an imported sheet is told as it was written', async () => {
  const inner = URL.createObjectURL(new Blob([`i { ${LOST} }`], { type: 'text/css' }));
  r = await rig(`<style>@import "${inner}";</style>`);
  await restored();
});
test('3.11 what was given to a sheet before the capture is told as it is shown', async () => {
  const page = `<p class=a style="--p: 7px">x</p><p class=b style="--p: 7px">y</p>`;
  const insert = (into: Document): void => {
    const made = new (into.defaultView as Window & typeof globalThis).CSSStyleSheet();
    made.replaceSync(`.a, .b { ${LOST} }`);
    into.adoptedStyleSheets.push(made);
  };
  r = await rig(page, {}, undefined, insert);
  await expect.poll(flat).toMatch(/padding-top: ?7px; ?padding-right: ?7px; ?padding-left: ?7px; ?padding-bottom: ?4px/);
});
test('3.11 a style attribute that lost a shorthand says what a script gave it, or what is shown', async () => {
  r = await rig('<p id=a style="--p: 7px; top: var(--p)"></p><p id=b style="--p: 9px"></p>');
  for (const id of ['a', 'b']) {
    const { style } = r.document.getElementById(id) as HTMLElement;
    if (id === 'a') style.setProperty('padding', 'var(--p)');
    else style.padding = 'var(--p)';
    style.paddingBottom = '5px';
  }
  r.capture.flush();
  await expect.poll(() => r.mirror.print()).toMatch(/padding: ?var\(--p\); ?padding-bottom: ?5px/);
  expect(r.mirror.print()).toMatch(/padding-top: ?9px; ?padding-right: ?9px; ?padding-bottom: ?5px; ?padding-left: ?9px/);
});
