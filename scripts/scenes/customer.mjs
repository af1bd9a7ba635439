import { join } from 'node:path';
import { rolldown } from 'rolldown';

const SIZES = [
  [390, 844],
  [1024, 768],
];
const LONG = 'Dr. Maximiliane-Charlotte von Sonnenberg-Waldhausen, Kundenberatung Privatkunden';

async function bundled(name) {
  const bundle = await rolldown({ input: join(import.meta.dirname, name), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
  await bundle.close();
  return output[0].code.replaceAll('</script', '<\\/script');
}

/** A page with something to point at, as it is seen with everybody's pointers and strokes above it. */
const PAGE = `<style>body{margin:0;font:16px system-ui;background:#f5f7fa}main{padding:24px;max-width:640px}label{display:block;margin:12px 0}
input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:8px}.card{background:#fff;border:1px solid #ccd;padding:12px;margin:12px 0}
.dark body,.dark .card{background:#10171c;color:#eef}</style><header style="height:56px;background:#10333f"></header>
<main><h1>Delivery</h1><label>Street <input id="street" value="Old Road 1"></label><label>Town <input id="town" value="Berlin"></label>
<p id="note">We deliver within three days, on Saturdays too.</p><div class="card private" id="private">Card 4111 1111 1111 1111</div>
<div class="card" id="inner" style="height:60px;overflow:auto"><p>A list that scrolls.</p><p>More of it.</p><p>And more.</p></div></main>`;

/** The customer's panel with each state of help, on a page that is made here: no service, nothing to wait for. */
export async function prepare() {
  const [script, page] = await Promise.all(['customer-entry.ts', 'customer-page-entry.ts'].map(bundled));
  const html = `<!doctype html><meta charset=utf-8><title>Shop</title><body style="margin:0;background:#f5f7fa;font:16px system-ui"><header style="height:64px;background:#10333f"></header><main style="padding:32px"><h1>Delivery</h1><p>Where do we send it?</p></main><script>${script}</script>`;

  const scene = (name, state, { sizes = SIZES, dark = false, ...options } = {}) =>
    sizes.map(([width, height]) => ({
      name,
      width,
      height,
      async run(page) {
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        await page.route('http://screens.test/', (route) => route.fulfill({ contentType: 'text/html', body: html }));
        await page.goto('http://screens.test/');
        await page.evaluate(([which, more]) => globalThis.show(which, more), [state, { theme: dark ? 'dark' : 'light', ...options }]);
      },
    }));
  const onPage = (name, state, { sizes = SIZES, dark = false, dialog = false, ...options } = {}) =>
    sizes.map(([width, height]) => ({
      name: `page-${name}`,
      width,
      height,
      async run(tab) {
        await tab.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        const opened = dialog ? '<dialog id="dialog"><p>A dialog of the page.</p><button>Close</button></dialog>' : '';
        const body = `<!doctype html><html lang=en class="${dark ? 'dark' : ''}"><meta charset=utf-8><title>Shop</title><body>${PAGE}${opened}<script>${page}</script><script>${script}</script>`;
        await tab.route('http://screens.test/', (route) => route.fulfill({ contentType: 'text/html', body }));
        await tab.goto('http://screens.test/');
        await tab.evaluate(
          async ([which, more, open]) => {
            if (which) globalThis.show(which, more);
            if (open) document.getElementById('dialog').showModal();
            await globalThis.overlay();
          },
          [state, { theme: dark ? 'dark' : 'light', ...options }, dialog],
        );
      },
    }));
  const small = { sizes: [[320, 256]] };
  return {
    scenes: [
      ...['asked', 'held', 'confirm', 'drawable', 'drawing', 'drawn', 'proposed', 'everything'].flatMap((state) => scene(state, state)),
      ...scene('held-folded', 'held', { folded: true }),
      ...scene('asked-german', 'asked', { locale: 'de', name: LONG }),
      ...scene('held-german', 'held', { locale: 'de', name: LONG }),
      ...scene('proposed-german', 'proposed', { locale: 'de' }),
      ...scene('drawing-german', 'drawing', { locale: 'de' }),
      ...scene('everything-dark', 'everything', { dark: true }),
      ...scene('asked-small', 'asked', small),
      ...scene('held-small', 'held', { ...small, locale: 'de', name: LONG }),
      ...scene('everything-small', 'everything', small),
      ...onPage('drawn', ''),
      ...onPage('drawn-dark', '', { dark: true }),
      ...onPage('dialog', '', { dialog: true }),
      ...onPage('asked', 'asked'),
      ...onPage('held', 'held'),
      ...onPage('proposed', 'proposed'),
      ...onPage('drawing', 'drawing'),
    ],
    stop: () => undefined,
  };
}
