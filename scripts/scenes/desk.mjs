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
  const type = (text) => (page) => page.keyboard.type(text);
  const focus = (page) => page.locator('.stage').focus();
  const curtain = (name) => (page) => page.evaluate((which) => globalThis.screens.desk.viewer.curtain(which), name);
  const assist = (now) => (page) => page.evaluate((state) => globalThis.screens.desk.viewer.assist(state), now);
  const NARROW_AND_WIDE = [390, 1024, 1280];
  const held = (more) => assist({ switches: ASSIST, holder: { userId: 'a1', userName: 'Ada Agent', types: ASSIST.assist.types }, ...more });
  const ben = { userId: 'b0', userName: 'Ben Okafor', types: ['scroll_page'] };
  const opened = (page) => page.locator('.assist-open').click();
  const on = (selector) => async (page) => {
    const { x, y } = await page.evaluate((which) => globalThis.screens.middleOf(which), selector);
    await page.mouse.click(x, y);
  };
  const words = (name) => (page) => page.locator('button', { hasText: name }).first().click();
  const confirmStop = { ...ASSIST, assist: { ...ASSIST.assist, confirmStop: true } };
  const navigating = { ...ASSIST.assist, types: [...ASSIST.assist.types, 'navigate'] };
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
      ...scene('assist-off', [assist({ switches: { ...ASSIST, assist: { ...ASSIST.assist, types: [] } } }), opened], {
        widths: NARROW_AND_WIDE,
      }),
      ...scene('assist-ask', [assist({ switches: ASSIST }), opened], { widths: NARROW_AND_WIDE }),
      ...scene('assist-asked', [assist({ switches: ASSIST, asked: { requestId: 'r', types: ['click'] } }), opened], {
        widths: NARROW_AND_WIDE,
      }),
      ...scene('assist-denied', [assist({ switches: ASSIST, last: { denied: 'denied' } }), opened], { widths: [1024] }),
      ...scene('assist-timeout', [assist({ switches: ASSIST, last: { denied: 'timeout' } }), opened], { widths: [1024] }),
      ...scene('assist-taken', [assist({ switches: ASSIST, holder: ben }), opened], { widths: NARROW_AND_WIDE }),
      ...scene('assist-stopped', [assist({ switches: ASSIST, last: { stopped: 'by_customer' } }), opened], { widths: [1024] }),
      ...scene('assist-granted', [held(), opened], { widths: NARROW_AND_WIDE }),
      ...scene('assist-confirm-stop', [held({ switches: confirmStop }), words('Stop')], { widths: NARROW_AND_WIDE }),
      ...scene(
        'assist-navigate',
        [
          held({ switches: { ...ASSIST, assist: navigating }, holder: { userId: 'a1', userName: 'Ada Agent', types: navigating.types } }),
          opened,
        ],
        {
          widths: NARROW_AND_WIDE,
        },
      ),
      ...scene('assist-typing', [held(), on('input:nth-of-type(2)')], { widths: NARROW_AND_WIDE }),
      ...scene('assist-selection', [held(), on('input:nth-of-type(2)'), key('Control+a')], { widths: [1280], dark: true }),
      ...scene('assist-list', [held(), on('select')], { widths: NARROW_AND_WIDE }),
      ...scene('assist-not-allowed', [held({ holder: { userId: 'a1', userName: 'Ada Agent', types: ['edit_form'] } }), on('h1')], {
        widths: [390, 1280],
      }),
      ...scene('proposing', [words('Propose')], { widths: NARROW_AND_WIDE }),
      ...scene(
        'proposal',
        [words('Propose'), on('input:nth-of-type(1)'), key('Control+a'), type('Carla Jensen'), on('select'), key('ArrowDown')],
        { widths: NARROW_AND_WIDE },
      ),
      ...scene('assist-german', [assist({ switches: ASSIST }), opened], { open: { locale: 'de' }, widths: NARROW_AND_WIDE }),
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
