import { afterEach, expect, test } from 'vitest';
import { type Rig, rig } from './capture.fixture.js';

let r: Rig;
afterEach(() => {
  r.stop();
  expect(r.faults).toEqual([]);
});
const named = (): string[] => r.assets.flatMap(({ url }) => (url === undefined ? [] : [url.replace(location.origin, '')])).sort();

test('1.19 what came before the page moved to another folder has the addresses it had then', async () => {
  const before = async (page: Document): Promise<void> => {
    const { performance, history } = page.defaultView as Window & typeof globalThis;
    const loads = (count: number): Promise<void> =>
      expect.poll(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/zz/')).length).toBe(count);
    await loads(6);
    history.pushState('', '', '/mid/dle/');
    page.body.insertAdjacentHTML('beforeend', '<p style="background:url(zz/mid.png)">x</p>');
    await loads(7);
    history.pushState('', '', '/deep/er/page');
  };
  r = await rig(
    `<style>div { height: 9px; background: url(zz/sheet.png) }</style><div></div><p id="p" style="background:url('zz/inline.png')">x</p>
     <svg><image href="zz/image.png" width="9" height="9"></image><use href="zz/use.svg#a"></use></svg>
     <video poster="zz/poster.png"></video><input type="image" src="zz/input.png">`,
    {},
    undefined,
    before,
  );
  const first = ['image.png', 'inline.png', 'input.png', 'poster.png', 'sheet.png', 'use.svg'].map((name) => `/zz/${name}`);
  expect(named()).toEqual(['/mid/dle/zz/mid.png', ...first]);

  const { history, performance } = r.document.defaultView as Window;
  r.document.head.insertAdjacentHTML('beforeend', '<style>b { background: url(late.png) }</style>');
  r.document.body.insertAdjacentHTML('beforeend', '<video poster="zz/poster.png"></video>');
  r.capture.flush();
  expect(named()).toEqual(['/deep/er/late.png', '/deep/er/zz/poster.png', '/mid/dle/zz/mid.png', ...first]);

  history.pushState('', '', '/other');
  r.document.body.insertAdjacentHTML('beforeend', '<u style="background:url(new.png)">y</u>');
  (r.document.getElementById('p') as HTMLElement).style.width = '9px';
  r.capture.flush();
  expect(named()).toEqual(['/deep/er/late.png', '/deep/er/zz/poster.png', '/mid/dle/zz/mid.png', '/new.png', ...first]);

  // What was told once needs no list of what was loaded.
  performance.clearResourceTimings();
  r.assets.length = 0;
  const again = r.keyframe();
  r.capture.open(9);
  await again;
  expect(named()).toEqual(['/deep/er/late.png', '/deep/er/zz/poster.png', '/mid/dle/zz/mid.png', '/new.png', ...first]);
});

test('1.19 a page whose lists of addresses throw is shown all the same', async () => {
  r = await rig('<p style="background:url(p.png)">x</p>', {}, undefined, (page) => {
    const window = page.defaultView as Window & typeof globalThis;
    const refuse = (): never => {
      throw new Error('not here');
    };
    Object.assign(window.performance, { getEntriesByName: refuse });
    Object.assign(window.navigation, { entries: refuse });
    window.history.pushState('', '', '/deep/er/');
  });
  expect(named()).toEqual(['/deep/er/p.png']);
  expect(r.mirror.print()).toContain('"x"');
});

test('1.19 an address of this very document is its fragment', async () => {
  const own = new URL('/package.json', location.href).href;
  r = await rig(
    `<style>i { clip-path: url("${own}#c") }</style><svg><rect fill="url('${own}#g')" style="filter: url(package.json#f)"></rect>
     <use href="${own}#g"></use><use href="/other.svg#g"></use><linearGradient id="g" href="/package.json#h"></linearGradient></svg>`,
    {},
    undefined,
    () => undefined,
  );
  const tree = r.mirror.print();
  for (const attribute of ['fill="url(\\"#g\\")"', 'style="filter: url(\\"#f\\")"', 'href="#g"', 'href="#h"'])
    expect(tree).toContain(attribute);
  expect(r.mirror.css()).toContain('clip-path: url("#c")');
  expect(named()).toEqual(['/other.svg']);
});

test('1.19 an address in an imported sheet is relative to that sheet', async () => {
  const inner = URL.createObjectURL(new Blob(['@font-face { font-family: q; src: url(f.woff2) }'], { type: 'text/css' }));
  r = await rig(`<style>@import "${inner}"; p { background: url(p.png) }</style>`, {}, undefined, async (page) => {
    const imported = (): CSSStyleSheet | null => (page.styleSheets[0]?.cssRules[0] as CSSImportRule | undefined)?.styleSheet ?? null;
    await expect.poll(() => imported()?.cssRules.length).toBe(1);
    // As if it were not a blob, which has no folder.
    Object.defineProperty(imported(), 'href', { value: new URL('/theme/fonts/f.css', location.href).href });
  });
  await expect.poll(named).toEqual(['/p.png', '/theme/fonts/f.woff2']);
});

test('1.7 whether the focus shows is what the browser says, however it came', async () => {
  r = await rig('<button>a</button><input>');
  const [button, input] = ['button', 'input'].map((name) => r.document.querySelector(name) as HTMLElement);
  button?.focus({ focusVisible: false } as FocusOptions);
  r.capture.flush();
  expect(r.mirror.states).toMatchObject({ focus: r.capture.idOf(button as Node), ring: 0 });
  input?.focus();
  r.capture.flush();
  expect(r.mirror.states).toMatchObject({ focus: r.capture.idOf(input as Node), ring: r.capture.idOf(input as Node) });
  input?.blur();
  r.capture.flush();
  expect(r.mirror.states).toMatchObject({ focus: 0, ring: 0 });
});

test('1.2 half an emoji arrives as it is', async () => {
  r = await rig('<p id=p title=x></p>');
  const p = r.document.getElementById('p') as HTMLElement;
  p.append('a\ud83d', r.document.createElement('b'), '\ude00b');
  p.title = '\udc00';
  r.capture.flush();
  expect(r.mirror.print()).toContain(JSON.stringify('a\ud83d'));
  expect(r.mirror.print()).toContain(JSON.stringify('\ude00b'));
  expect(r.mirror.print()).toContain(`title=${JSON.stringify('\udc00')}`);
});
