import { busyBetween } from '../lib/browser.mjs';
import { bundle } from '../lib/bundle.mjs';
import { interleave } from '../lib/interleave.mjs';

const ENGINES = ['ours', 'rrweb', 'floor'];
const PAGES = [
  { name: '10,000 nodes', path: '/empty', prepare: (page) => page.evaluate(() => globalThis.Bench.buildNodes(10_000)) },
  { name: '50,000 nodes', path: '/empty', prepare: (page) => page.evaluate(() => globalThis.Bench.buildNodes(50_000)) },
  { name: 'dashboard', path: '/dashboard/', prepare: (page) => page.evaluate(() => globalThis.Bench.insertRules(500)) },
];

/** A first snapshot on a page just loaded, code not yet warm: what a customer's browser does once, when help begins. */
async function sample({ browser, trace, site, script, where }) {
  const page = await browser.newPage();
  try {
    await page.goto(site.url(where.path));
    await page.evaluate(script);
    await where.prepare(page);
    const tracing = await trace();
    await page.evaluate(() => globalThis.Bench.snapshot());
    const traced = await tracing.stop();
    const sent = traced.marks.filter(({ name }) => name === 'bench:sent');
    const { total, longest } = busyBetween(
      traced,
      traced.marks.find(({ name }) => name === 'bench:begin'),
      sent.at(-1),
      { whole: true },
    );
    const { gzipped } = await page.evaluate(() => globalThis.Bench.weigh());
    return { total, longest, bytes: gzipped };
  } finally {
    await page.close();
  }
}

/** Lines of a full snapshot: CPU time, longest task and gzipped bytes on three pages. */
export async function measure({ browser, trace, site, pairs, note, lines }) {
  const scripts = {};
  for (const engine of ENGINES) scripts[engine] = await bundle(engine);
  const results = [];
  for (const where of PAGES.filter(({ name }) => lines.some((line) => line.includes(name)))) {
    const samples = await interleave(ENGINES, pairs, (engine, round) => {
      note(`snapshot, ${where.name}, ${engine}, ${round}`);
      return sample({ browser, trace, site, script: scripts[engine], where });
    });
    const pick = (engine, field) => samples[engine].map((one) => one[field]);
    const add = (line, field, peer, unit) => results.push({ line, ours: pick('ours', field), peer: pick(peer, field), unit });
    add(`snapshot time, ${where.name}, to rrweb`, 'total', 'rrweb', 'ms');
    if (where.name === 'dashboard') {
      add('snapshot bytes gzipped, dashboard, sheets from the page, to rrweb', 'bytes', 'rrweb', 'B');
      continue;
    }
    add(`snapshot time, ${where.name}, to floor`, 'total', 'floor', 'ms');
    add(`snapshot bytes gzipped, ${where.name}, to rrweb`, 'bytes', 'rrweb', 'B');
    if (where.name === '50,000 nodes')
      results.push({ line: 'snapshot longest task, 50,000 nodes', ours: pick('ours', 'longest'), unit: 'ms' });
  }
  return results;
}
