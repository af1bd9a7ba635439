import { busyBetween } from '../lib/browser.mjs';
import { bundle } from '../lib/bundle.mjs';
import { interleave } from '../lib/interleave.mjs';

/** What an engine sends for the dashboard. */
async function record({ browser, site, engine }) {
  const page = await browser.newPage();
  await page.goto(site.url('/dashboard/'));
  await page.evaluate(await bundle(engine));
  await page.evaluate(() => globalThis.Bench.snapshot());
  const pieces = await page.evaluate(() => globalThis.Bench.drain());
  await page.close();
  return pieces;
}

/** The line of the agent's side: CPU time to turn a dashboard's snapshot into a drawn page. */
export async function measure({ browser, trace, site, pairs, note }) {
  const engines = ['ours', 'rrweb'];
  const pieces = {};
  const scripts = {};
  for (const engine of engines) {
    pieces[engine] = await record({ browser, site, engine });
    scripts[engine] = await bundle(`apply-${engine}`);
  }
  const samples = await interleave(engines, pairs, async (engine, round) => {
    note(`apply, ${engine}, ${round}`);
    const page = await browser.newPage();
    try {
      await page.goto(site.url('/empty'));
      await page.evaluate(scripts[engine]);
      const tracing = await trace();
      await page.evaluate((given) => globalThis.Apply(given), pieces[engine]);
      const traced = await tracing.stop();
      const of = (wanted) => traced.marks.find(({ name }) => name === `bench:${wanted}`);
      return busyBetween(traced, of('begin'), of('end')).total;
    } finally {
      await page.close();
    }
  });
  return [{ line: 'apply, dashboard, to rrweb replay', ours: samples.ours, peer: samples.rrweb, unit: 'ms' }];
}
