import { bundle } from '../lib/bundle.mjs';
import { interleave } from '../lib/interleave.mjs';
import { openOurs } from '../lib/live-pair.mjs';
import { startService } from '../lib/service.mjs';
import { median } from '../lib/stats.mjs';

const ACTS = 40;
const [CLICK, LETTER] = ['agent’s click to its effect seen at the desk, p50', 'agent’s letter to its effect seen at the desk, p50'];
const SETTINGS = {
  ui: false,
  remoteAssist: { enable: true, enableCustomerConsent: false, remoteAssistTypes: ['click', 'edit_form'] },
};

/** From the agent's event to the change of the mirror's document that came of it. */
function ages({ made, seen }) {
  if (made.length !== ACTS || seen.filter(Boolean).length !== ACTS)
    throw new Error(`${made.length} acts, ${seen.filter(Boolean).length} seen`);
  return median(made.map((time, at) => seen[at + 1] - time));
}

/** Remote assist there and back: the agent presses and types on the mirror, the customer's page takes it, and the mirror shows what came of it. */
export async function measure({ browser, site, pairs, note, lines }) {
  const service = await startService(site);
  const sample = async () => {
    note('remote assist');
    const pages = await openOurs({ browser, site, service, settings: SETTINGS });
    const { watched, watching } = pages;
    try {
      await watched.evaluate(await bundle('act-page'));
      await watching.bringToFront();
      await watching.evaluate(await bundle('acted'));
      await watching.locator('.assist-open').click();
      await watching.getByRole('button', { name: 'Ask the customer' }).click();
      await watching.locator('.assist-control[data-state=held]').waitFor();
      await watching.waitForFunction(() => globalThis.Acted.at('#pressed'));
      const press = async (selector) =>
        watching.mouse.click(...(await watching.evaluate((one) => globalThis.Acted.at(one).slice(0, 2), selector)));
      // The parts that act come with the first of each kind.
      await press('#press');
      await press('#field');
      await watching.keyboard.press('x');
      await watching.waitForFunction(() => globalThis.Acted.at('#typed')[2].contentDocument.querySelector('#typed').textContent === '1');
      await watching.evaluate(() => globalThis.Acted.begin());
      for (let at = 0; at < ACTS; at++) {
        await press('#press');
        await watching.waitForTimeout(40 + ((at * 37) % 60));
      }
      await watching.waitForTimeout(300);
      await watching.evaluate(() => (globalThis.Acted.clicking = false));
      await press('#field');
      for (let at = 0; at < ACTS; at++) {
        await watching.keyboard.press('x');
        await watching.waitForTimeout(40 + ((at * 37) % 60));
      }
      await watching.waitForTimeout(500);
      return await watching.evaluate(() => globalThis.Acted.stop());
    } finally {
      await pages.close();
    }
  };
  try {
    if (lines.length === 0) return [];
    const { ours } = await interleave(['ours'], pairs, sample);
    return [
      { line: CLICK, ours: ours.map(({ click }) => ages(click)), unit: 'ms' },
      { line: LETTER, ours: ours.map(({ letter }) => ages(letter)), unit: 'ms' },
    ];
  } finally {
    await service.stop();
  }
}
