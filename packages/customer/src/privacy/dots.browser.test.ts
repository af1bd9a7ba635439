import { expect, test } from 'vitest';
import { gatePage } from './gate.fixture.js';

const { page, start, left, get, flush, forgetFrames } = gatePage();

const DOTS = '-webkit-text-security: disc';
const settled = async (): Promise<void> => {
  get('#canary').append(' CANARY2');
  await flush();
  await expect.poll(left).toContain('CANARY2');
};

test.each([
  ['a field', '<input class=dots value=SECRET>'],
  ['a field, by an attribute', `<input style="${DOTS}" value=SECRET>`],
  ['a text area', '<textarea class=dots>SECRET</textarea>'],
  ['an editable region', '<div class=dots contenteditable>SECRET</div>'],
  ['any element', '<p><b>CANARY1</b> <span class=dots>SEC<i>RET</i></span>'],
  ['what is around it', '<form class=dots><input value=SECRET></form>'],
])('2.1 what a style turns into dots is a password: %s', async (_, html) => {
  await start(`<style>.dots { ${DOTS} }</style><p id=canary>CANARY1</p>${html}`);
  await settled();
  expect(left()).toContain('CANARY1');
  expect(left()).not.toMatch(/SEC|RET/);
});

test.each<[string, (css: string) => void]>([
  ['a class', () => get('#s').classList.add('dots')],
  ['a class around it', () => get('main').classList.add('out')],
  ['its own style', () => get('#s').style.setProperty('-webkit-text-security', 'circle')],
  ['a sheet', (css) => get('main').insertAdjacentHTML('beforeend', `<style>${css}</style>`)],
  ['a rule', (css) => get<HTMLStyleElement>('#sheet').sheet?.insertRule(css)],
  [
    'an adopted sheet',
    (css) => {
      const sheet = new (page().document.defaultView as typeof window).CSSStyleSheet();
      sheet.replaceSync(`@media all { ${css} }`);
      page().document.adoptedStyleSheets = [sheet];
    },
  ],
])('2.1 it is one from when it is dotted: by %s', async (by, change) => {
  const known = by.startsWith('a class') ? `.dots, .out #s { ${DOTS} }` : '';
  await start(`<style id=sheet>p { margin: 1px } ${known}</style><p id=canary>CANARY1</p><main><div id=s>OPEN</div><input id=i></main>`);
  expect(left()).toContain('OPEN');
  const { forgets } = page();
  change(`#s, #i { ${DOTS} }`);
  await flush();
  await expect.poll(() => page().forgets).toBeGreaterThan(forgets);
  await expect.poll(() => page().capture.masked()).toContain(get('#s'));
  get('#s').textContent = 'SECRET1';
  if (!by.includes('class') && by !== 'its own style') get<HTMLInputElement>('#i').value = 'SECRET2';
  forgetFrames();
  await settled();
  expect(left()).not.toMatch(/OPEN|SECRET/);
});

test('2.2 what was dotted stays private, as the same element or as another field of the same name', async () => {
  await start(
    `<style>.dots { ${DOTS} }</style><p id=canary>CANARY1</p><input class=dots name=pass value=SECRET1><p id=s class=dots>SECRET2</p>`,
  );
  get('input').classList.remove('dots');
  get('#s').classList.remove('dots');
  await settled();
  get('input').outerHTML = '<input name=pass value=SECRET3>';
  await flush();
  expect(left()).not.toContain('SECRET');
});

test('2.1 nothing leaves while a linked sheet is on its way', async () => {
  const href = URL.createObjectURL(new Blob([`@media all { .dots { ${DOTS} } }`], { type: 'text/css' }));
  await start(`<link rel=stylesheet href="${href}"><p id=canary>CANARY1</p><p class=dots>SECRET1</p><input class=dots value=SECRET2>`);
  await settled();
  expect(left()).not.toContain('SECRET');
});

test.each([
  [':host', 'SECRET'],
  ['::slotted(b)', 'SECRET'],
  ['p', 'CANARY'],
])('2.1 a shadow root’s sheet means its host and its slots, too: %s', async (selector, words) => {
  await start(`<p id=canary>CANARY1</p><div id=host><b>CANARY3</b></div>`);
  const host = page().document.createElement('div');
  host.innerHTML = `<b>${words}4</b>`;
  host.attachShadow({ mode: 'open' }).innerHTML = `<style>${selector} { ${DOTS} }</style><p>SECRET5</p><slot></slot>`;
  if (selector !== 'p') host.shadowRoot?.querySelector('p')?.remove();
  get('main, #host').after(host);
  await settled();
  expect(left()).not.toContain('SECRET');
  expect(left()).toContain('CANARY3');
  expect(left().includes('CANARY4')).toBe(words === 'CANARY');
});

test('2.5 all_input: what a style makes something that is typed in', async () => {
  const typed = `<style>.typed { -webkit-user-modify: read-write-plaintext-only }</style>`;
  const html = `${typed}<p id=canary>CANARY1</p><div class=typed>SECRET1</div><div class=open><p class=typed>CANARY3</p></div><b role=spinbutton>SECRET2</b>`;
  await start(html, { maskType: 'all_input', unmaskCssSelectors: '.open' });
  await settled();
  expect(left()).toContain('CANARY3');
  expect(left()).not.toContain('SECRET');
});
