import { join } from 'node:path';
import { rolldown } from 'rolldown';

const WIDTHS = [390, 768, 1024, 1280, 2560];
const heightOf = (width) => ({ 390: 844, 768: 1024, 1024: 768, 1280: 800, 2560: 1440 })[width];

const ASSIST = {
  draw: { agents: true, customer: true },
  assist: { types: ['scroll_page', 'edit_form', 'click'], consent: true, confirmStop: false },
};

/** The desk's viewer by itself, on a page that is made here: no service, nothing to wait for. */
export async function prepare() {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'desk-entry.ts'), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  const html = `<!doctype html><meta charset=utf-8><title>Desk</title><body style="margin:0"><script>${output[0].code.replaceAll('</script', '<\\/script')}</script>`;

  const scene = (name, states, o = {}) =>
    (o.widths ?? WIDTHS).map((width) => ({
      name,
      width,
      height: heightOf(width),
      async run(page) {
        await page.emulateMedia({ colorScheme: o.dark ? 'dark' : 'light' });
        await page.route('http://screens.test/**', (route) =>
          route.request().url() === 'http://screens.test/' ? route.fulfill({ contentType: 'text/html', body: html }) : route.abort(),
        );
        await page.goto('http://screens.test/');
        await page.evaluate((options) => globalThis.screens.open(options), { width, height: heightOf(width), ...o.open });
        for (const state of states) await state(page);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      },
    }));
  const call = (name) => (page) => page.evaluate((member) => globalThis.screens[member](), name);
  const annotate = (tool) => (page) => page.evaluate((wish) => globalThis.screens.desk.viewer.annotate(wish), { tool });
  const press = (name) => async (page) => {
    const button = page.locator(`button[title^="${name}"]`).first();
    if (!(await button.isVisible())) await page.locator('button.more').click();
    await button.click();
  };
  const key = (name) => (page) => page.keyboard.press(name);
  const focus = (page) => page.locator('.stage').focus();
  const curtain = (name) => (page) => page.evaluate((which) => globalThis.screens.desk.viewer.curtain(which), name);
  const assist = (now) => (page) => page.evaluate((state) => globalThis.screens.desk.viewer.assist(state), now);
  const more = async (page) => {
    const button = page.locator('button.more');
    if (await button.isVisible()) await button.click();
  };
  return {
    scenes: [
      ...scene('looking', []),
      ...scene('pointers-and-strokes', [call('others'), call('strokes')]),
      ...scene('drawing', [annotate('pen'), call('strokes'), call('drawn')]),
      ...scene('snap', [focus, key('s'), key('Tab'), key('Tab')], { widths: [390, 1024, 1280] }),
      ...scene('colours', [annotate('pen'), press('Colour')], { widths: [390, 1024, 1280] }),
      ...scene('not-allowed', [], { open: { switches: { draw: { agents: false, customer: false } } } }),
      ...scene('menu', [more]),
      ...scene('ending', [press('End session')], { widths: [390, 1024, 1280] }),
      ...scene('assist-possible', [assist({ switches: ASSIST })]),
      ...scene('assist-held', [assist({ switches: ASSIST, holder: { userId: 'a1', userName: 'Ada Agent', types: ASSIST.assist.types } })]),
      ...scene('paused', [curtain('paused')], { widths: [390, 1024] }),
      ...scene('dark', [annotate('rectangle'), call('strokes'), call('others')], { dark: true, widths: [390, 1280] }),
      ...scene('german', [more], { open: { locale: 'de' }, widths: [390, 768, 1024, 1280] }),
      ...scene('phone', [call('strokes')], {
        open: { meta: { width: 390, height: 844, zoomed: [40, 300, 200, 433] } },
        widths: [390, 1280],
      }),
      ...scene('phone-keyboard', [], { open: { meta: { width: 390, height: 844, zoomed: [0, 0, 390, 500] } }, widths: [1024] }),
    ],
    stop: () => undefined,
  };
}
