import { busyBetween } from '../lib/browser.mjs';
import { bundle } from '../lib/bundle.mjs';
import { interleave } from '../lib/interleave.mjs';

const ENGINES = ['ours', 'rrweb', 'floor', 'none'];
const ONCE = { times: 1, ms: 100 };
// A small operation is repeated within one sample: once alone drowns in what the page's own frames cost.
const REPEATED = { times: 10, ms: 10 };
const HOW = {
  'create 10,000 rows': { times: 1, ms: 300 },
  'update every 10th row': REPEATED,
  'select row': REPEATED,
  'swap rows': REPEATED,
  'remove row': REPEATED,
};

/** Opens the table page with an engine following it. */
async function openRows({ browser, site, engine }) {
  const page = await browser.newPage();
  await page.goto(site.url('/rows'));
  await page.evaluate(await bundle(engine));
  const names = await page.evaluate(() => globalThis.Bench.rows());
  await page.evaluate(() => globalThis.Bench.follow());
  return { page, names };
}

/** All operations once, in their order, from an empty table to an empty table. */
async function round({ page, names, trace }) {
  const taken = {};
  await page.bringToFront();
  const tracing = await trace();
  for (const name of [...names, 'clear rows']) {
    await page.evaluate((how) => globalThis.Bench.operate(how), { name, ...(HOW[name] ?? ONCE) });
    const weight = await page.evaluate(() => globalThis.Bench.weigh());
    taken[name] ??= weight; // the last `clear rows` only tidies up
  }
  const traced = await tracing.stop();
  const begins = traced.marks.filter((mark) => mark.name === 'bench:begin');
  const ends = traced.marks.filter((mark) => mark.name === 'bench:end');
  names.forEach((name, i) => {
    taken[name].time = busyBetween(traced, begins[i], ends[i]).total / (HOW[name] ?? ONCE).times;
  });
  return taken;
}

/** Lines of single operations: what an engine adds to the page's own CPU time, and the bytes that leave. */
export async function measure({ browser, trace, site, pairs, note }) {
  const open = {};
  for (const engine of ENGINES) open[engine] = await openRows({ browser, site, engine });
  const samples = await interleave(ENGINES, pairs, (engine, index) => {
    note(`operations, ${engine}, ${index}`);
    return round({ ...open[engine], trace });
  });
  const names = open.none.names;
  for (const { page } of Object.values(open)) await page.close();
  return names.flatMap((name) => {
    const pick = (engine, field) => samples[engine].map((taken) => taken[name][field]);
    const alone = pick('none', 'time');
    const added = (engine) => pick(engine, 'time').map((time, i) => time - alone[i]);
    return [
      {
        line: `${name}, added time, to rrweb`,
        ours: added('ours'),
        peer: added('rrweb'),
        floor: added('floor'),
        unit: 'ms',
        ofMedians: true,
      },
      { line: `${name}, bytes, to rrweb`, ours: pick('ours', 'raw'), peer: pick('rrweb', 'raw'), floor: pick('floor', 'raw'), unit: 'B' },
      {
        line: `${name}, bytes gzipped, to rrweb`,
        ours: pick('ours', 'gzipped'),
        peer: pick('rrweb', 'gzipped'),
        floor: pick('floor', 'gzipped'),
        unit: 'B',
      },
    ];
  });
}
