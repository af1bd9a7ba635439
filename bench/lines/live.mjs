import { startForwarder } from '../lib/forwarder.mjs';
import { interleave } from '../lib/interleave.mjs';
import { openOurs, openRrweb } from '../lib/live-pair.mjs';
import { startService } from '../lib/service.mjs';
import { median, quantile } from '../lib/stats.mjs';

const IDLE_CHANGES = 40;
const BURSTS = 12;
const BURST_MS = 400;
const PATIENCE_MS = 10_000;
const POINTER_MS = 1500;

/** The 95th percentile of change → applied. A number that never appeared alone was applied together with a later one. */
async function lateness({ watched, watching }, make) {
  const made = await watched.evaluate(make.run, make.with);
  const last = Object.keys(made)
    .map(Number)
    .toSorted((a, b) => a - b)
    .at(-1);
  await watching.waitForFunction((number) => number in globalThis.Watch.seen, last, { timeout: PATIENCE_MS });
  const seen = await watching.evaluate(() => globalThis.Watch.seen);
  const late = Object.entries(made).map(([number, at]) => {
    let shown = Number(number);
    while (!(shown in seen)) shown++;
    return seen[shown] - at;
  });
  return quantile(late, 0.95);
}

const idle = { run: (count) => globalThis.Source.idle(count), with: IDLE_CHANGES };
const bursts = { run: ([count, ms]) => globalThis.Source.bursts(count, ms), with: [BURSTS, BURST_MS] };

/** Moves the mouse for a while: how old a drawn place is, and how many a second are drawn. */
async function pointing({ watched, watching }) {
  await watched.bringToFront();
  await watching.evaluate(() => globalThis.Watch.pointer());
  await watched.evaluate(() => void globalThis.Source.pointer());
  const begun = performance.now();
  for (let x = 10; performance.now() - begun < POINTER_MS && x < 1270; x += 2) await watched.mouse.move(x, 60);
  const spent = performance.now() - begun;
  const made = new Map(await watched.evaluate(() => globalThis.Source.pointer()));
  const places = await watching.evaluate(() => globalThis.Watch.places);
  const ages = places.flatMap(([x, at]) => (made.has(x) ? [at - made.get(x)] : []));
  return { age: median(ages), rate: (places.length * 1000) / spent };
}

/** Lines that need the whole path: SDK, service and desk in two pages of one browser, over loopback. */
export async function measure({ browser, site, pairs, note, lines }) {
  const service = await startService(site);
  const bare = await startForwarder();
  const results = [];
  const open = { ours: () => openOurs({ browser, site, service }), rrweb: () => openRrweb({ browser, site, forwarder: bare.port }) };
  const sample = async (line, engine, ask) => {
    note(`${line}, ${engine}`);
    const pages = await open[engine]();
    try {
      return await ask(pages);
    } finally {
      await pages.close();
    }
  };
  try {
    const idleLine = 'change to applied, idle p95';
    if (lines.includes(idleLine)) {
      const { ours } = await interleave(['ours'], pairs, (engine) => sample(idleLine, engine, (pages) => lateness(pages, idle)));
      results.push({ line: idleLine, ours, unit: 'ms' });
    }
    const burstLine = 'change to applied, 1,000-row bursts p95, to rrweb live';
    if (lines.includes(burstLine)) {
      const taken = await interleave(['ours', 'rrweb'], pairs, (engine) => sample(burstLine, engine, (pages) => lateness(pages, bursts)));
      results.push({ line: burstLine, ours: taken.ours, peer: taken.rrweb, unit: 'ms' });
    }
    const [ageLine, rateLine] = ['pointer, p50 age', 'pointer, updates a second (50 through ours)'];
    if (lines.includes(ageLine) || lines.includes(rateLine)) {
      const { ours } = await interleave(['ours'], pairs, (engine) => sample(ageLine, engine, pointing));
      results.push({ line: ageLine, ours: ours.map(({ age }) => age), unit: 'ms' });
      results.push({ line: rateLine, ours: ours.map(({ rate }) => rate), unit: '/s', moreIsBetter: true });
    }
    const joinLine = 'join to first full view, dashboard';
    if (lines.includes(joinLine)) {
      open.join = () => openOurs({ browser, site, service, path: '/dashboard/', wanted: '#wrapper' });
      const taken = await interleave(['join'], pairs, (engine) => sample(joinLine, engine, ({ joined }) => joined));
      results.push({ line: joinLine, ours: taken.join, unit: 'ms' });
    }
  } finally {
    await service.stop();
    await bare.stop();
  }
  return results;
}
