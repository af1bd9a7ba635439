import { Reader } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type Rig, rig } from '../capture/capture.fixture.js';
import { publicAddress } from './address.js';
import { compilePolicy, type MaskSettings } from './policy.js';

let r: Rig | undefined;
afterEach(() => {
  r?.stop();
  expect(r?.faults ?? []).toEqual([]);
  r = undefined;
});
const start = async (html: string, masks?: MaskSettings): Promise<Rig> => (r = await rig(html, masks));
/** Everything that left, as text; strings are UTF-8 at the head of each body. */
const left = (): string =>
  [...(r as Rig).frames.map((f) => f.body), ...(r as Rig).pointers].map((b) => new TextDecoder().decode(b)).join('\n');
const get = <T extends Element = HTMLElement>(selector: string): T => (r as Rig).document.querySelector(selector) as T;
const tick = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

test('2.1 always masked: passwords, secret autocomplete, hidden inputs, file inputs', async () => {
  await start(`<input id=p type=password value=SECRETa name=SECRETn placeholder=SECRETp><input type=hidden value=SECRETb>
    <input autocomplete="section-x cc-number" value=SECRETc><textarea autocomplete=one-time-code>SECRETd</textarea>
    <select autocomplete=cc-exp-month><option>SECRETe</select><input type=file><input value=CANARY>`);
  get<HTMLInputElement>('#p').value = 'SECRETf';
  r?.capture.flush();
  expect(left()).toContain('CANARY');
  expect(left()).not.toContain('SECRET');
  expect(r?.mirror.print().match(/#box/g)?.length).toBe(6);
});
test('2.2 a shown password stays secret, also as a new element of the same name', async () => {
  await start('<form><input id=p type=password name=pw></form>');
  const input = get<HTMLInputElement>('#p');
  input.type = 'text';
  input.value = 'SECRET1';
  input.setAttribute('value', 'SECRET2');
  r?.capture.flush();
  const twin = r?.document.createElement('input') as HTMLInputElement;
  twin.name = 'pw';
  twin.value = 'SECRET3';
  input.replaceWith(twin);
  r?.capture.flush();
  expect(left()).not.toContain('SECRET');
});
test('2.3 a password shown before capture began stays secret', async () => {
  await start('<input id=p type=password>');
  r?.capture.idle();
  get<HTMLInputElement>('#p').type = 'text';
  get<HTMLInputElement>('#p').value = 'SECRET';
  await tick();
  r?.capture.open(5);
  r?.capture.flush();
  expect(left()).not.toContain('SECRET');
});
test('2.4 selectors and attributes cover subtree, shadow roots and state', async () => {
  await start(
    '<div class=card title=SECRET0>SECRET1<b>SECRET2</b><div id=h></div><input value=SECRET3></div><p data-pii=yes>SECRET4</p><p data-pii=no>CANARY</p>',
    {
      maskCssSelectors: '.card, #none',
      maskHTMLAttributes: 'data-pii=yes, data-secret',
    },
  );
  get('#h').attachShadow({ mode: 'open' }).innerHTML = 'SECRET5<input value=SECRET6>';
  get('.card b').textContent = 'SECRET7';
  get('.card').setAttribute('title', 'SECRET8');
  get<HTMLInputElement>('.card input').value = 'SECRET9';
  get('.card input').dispatchEvent(new Event('input', { bubbles: true }));
  get('.card').append('SECRET10');
  r?.capture.flush();
  expect(left()).toContain('CANARY');
  expect(left()).not.toContain('SECRET');
});
test('2.5 all_input masks every field and editable region but not buttons; unmask opens', async () => {
  await start(
    '<input value=SECRET1><textarea>SECRET2</textarea><select><option>SECRET3</select><div contenteditable>SECRET4</div><input type=submit value=CANARY1><input class=open value=CANARY2>',
    { maskType: 'all_input', unmaskCssSelectors: '.open' },
  );
  expect(left()).toMatch(/CANARY1[^]*CANARY2/);
  expect(left()).not.toContain('SECRET');
});
test('2.6 nothing that happens inside a box is sent', async () => {
  await start('<div class=card><textarea>SECRET</textarea></div><p>CANARY</p>', { maskCssSelectors: '.card' });
  await new Promise((done) => setTimeout(done, 250));
  r?.capture.flush();
  const frames = r?.frames.length;
  const area = get<HTMLTextAreaElement>('textarea');
  for (const key of 'typing') {
    area.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    area.value += key;
    area.style.height = `${100 + area.value.length * 10}px`;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    area.scrollTop = 5;
  }
  area.dispatchEvent(new Event('change', { bubbles: true }));
  area.append('more');
  r?.capture.flush();
  await new Promise((done) => setTimeout(done, 250));
  r?.capture.flush();
  expect(r?.frames.length).toBe(frames);
  // What grew inside does not show when something else makes boxes be measured again.
  const height = [...(r?.mirror.geometry.values() ?? [])][0]?.height;
  expect(height).toBeGreaterThan(0);
  get('p').textContent = 'CANARY2';
  await new Promise((done) => setTimeout(done, 250));
  r?.capture.flush();
  expect(left()).toContain('CANARY2');
  expect([...(r?.mirror.geometry.values() ?? [])][0]?.height).toBe(height);
});
test('2.7 what becomes private makes the stream end before it is sent; what is open again comes back', async () => {
  await start('<div id=d>CANARY</div>', { maskCssSelectors: '.card' });
  get('#d').textContent = 'SECRET';
  get('#d').className = 'card';
  const again = r?.keyframe();
  r?.capture.flush();
  expect(r?.forgets).toBe(1);
  await again;
  expect(left()).not.toContain('SECRET');
  expect(r?.mirror.print()).toContain('#box div');
  get('#d').textContent = 'CANARY3';
  get('#d').className = '';
  r?.capture.flush();
  expect(r?.forgets).toBe(1);
  expect(r?.mirror.print()).toContain('CANARY3');
});
test('2.8 an input that becomes a password ends the stream', async () => {
  await start('<input id=i>');
  get<HTMLInputElement>('#i').type = 'password';
  get<HTMLInputElement>('#i').value = 'SECRET';
  const again = r?.keyframe();
  r?.capture.flush();
  await again;
  expect(r?.forgets).toBe(1);
  expect(left()).not.toContain('SECRET');
});
test('2.9 links, title and page address leave without query and fragment; long path parts become :x', async () => {
  await start('<title>CANARY</title><a href="/a/b?SECRET=1#SECRET">x</a><a href="mailto:SECRET@x">m</a><img src="/i.png?v=1">');
  expect(r?.mirror.print()).toMatch(/href="https?:\/\/[^"]+\/a\/b"/);
  expect(r?.mirror.meta.title).toBe('CANARY');
  expect(left()).not.toContain('SECRET');
  expect(publicAddress('https://u:p@h.example/a/0123456789012345678901/c@d?x=1&k=2#f', { keepQuery: ['k'] })).toBe(
    'https://h.example/a/:x/:x?k=2',
  );
  expect(publicAddress('data:text/html,x')).toBe('');
});
test('2.10 the pointer inside a box says only which box', async () => {
  await start('<div class=card style="width:100px;height:100px">x</div><p>y</p>', { maskCssSelectors: '.card' });
  const move = (target: Element, x: number): boolean =>
    target.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, composed: true, clientX: x, clientY: 7 }));
  move(get('p'), 33);
  await expect.poll(() => r?.pointers.length).toBe(1);
  move(get('.card'), 44);
  await expect.poll(() => r?.pointers.length).toBe(2);
  move(get('.card'), 55);
  await new Promise((done) => setTimeout(done, 200));
  expect(r?.pointers.length).toBe(2);
  const reader = new Reader();
  reader.open(r?.pointers[0] as Uint8Array);
  expect([reader.u8(), reader.int(), reader.int()]).toEqual([1, 33, 7]);
  reader.open(r?.pointers[1] as Uint8Array);
  expect([reader.u8(), reader.varint(), reader.done]).toEqual([5, r?.capture.idOf(get('.card')), true]);
});
test.each<[MaskSettings, string]>([
  [{ maskCssSelectors: 'p[' }, 'piiMask.maskCssSelectors'],
  [{ maskCssSelectors: 'p::before' }, 'piiMask.maskCssSelectors'],
  [{ maskCssSelectors: 7 as never }, 'piiMask.maskCssSelectors'],
  [{ maskHTMLAttributes: 'a b=c' }, 'piiMask.maskHTMLAttributes'],
  [{ unmaskCssSelectors: '!' }, 'piiMask.unmaskCssSelectors'],
  [{ maskType: 'none' as never }, 'piiMask.maskType'],
  [{ maskPatterns: ['nonsense'] }, 'piiMask.maskPatterns'],
])('2.11 a rule that cannot be evaluated is refused: %o', (settings, field) => {
  expect(compilePolicy(settings)).toEqual({ ok: false, field });
});
test('2.12 account rules are added', () => {
  const result = compilePolicy({ maskCssSelectors: '.a' }, { maskCssSelectors: '.b', maskHTMLAttributes: 'x=y z', keepQuery: ['k'] });
  expect(result).toMatchObject({ ok: true, policy: { hard: '.b,[x="y\\ z"],.a', keepQuery: ['k'] } });
});

test('2.13 mode all: no words, pictures, fields or telling attributes leave, but what is unmasked', async () => {
  await start(
    `<title>SECRET0</title><p title=SECRET1>SECRET2<b>SECRET3</b></p><input value=SECRET4 type=submit><img src="/SECRET5.png" alt=SECRET6>
     <div id=d>SECRET7<section class=open title=CANARY1>CANARY2<img src="/CANARY3.png"></section></div>SECRET8<div id=e></div><svg><text>SECRET9</text></svg>`,
    { maskType: 'all', unmaskCssSelectors: '.open' },
  );
  get('#e').append('SECRET10');
  get('#e').title = 'SECRET11';
  get('#e').setAttribute('aria-label', 'SECRET12');
  r?.capture.flush();
  ((get('#e').firstChild ?? get('#e')) as Text).data = 'SECRET13';
  r?.capture.flush();
  expect(left()).not.toContain('SECRET');
  expect(r?.assets.map((a) => a.url).join()).not.toContain('SECRET');
  for (const canary of ['CANARY1', 'CANARY2']) expect(left()).toContain(canary);
  expect(r?.assets.map((a) => a.url).join()).toContain('CANARY3');
  const again = r?.keyframe();
  get('.open').className = '';
  r?.capture.flush();
  expect(r?.forgets).toBe(1);
  await again;
  expect(r?.mirror.print()).not.toContain('CANARY');
});
