import { join } from 'node:path';
import { rolldown } from 'rolldown';

const SIZES = [
  [390, 844],
  [1024, 768],
];
const LONG = 'Dr. Maximiliane-Charlotte von Sonnenberg-Waldhausen, Kundenberatung Privatkunden';

/** The customer's panel with each state of help, on a page that is made here: no service, nothing to wait for. */
export async function prepare() {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'customer-entry.ts'), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  const script = output[0].code.replaceAll('</script', '<\\/script');
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
    ],
    stop: () => undefined,
  };
}
