import { bundle } from '../lib/bundle.mjs';
import { interleave } from '../lib/interleave.mjs';
import { openOurs } from '../lib/live-pair.mjs';
import { startService } from '../lib/service.mjs';
import { median } from '../lib/stats.mjs';

const MOVING_MS = 1500;
const RESTING_MS = 2000;
const [AGE, RATE, POINT, COST] = [
  'agent’s pointer on the page, p50 age',
  'agent’s pointer, updates a second (50 through ours)',
  'point of a stroke at the desk to seen on the page, p50',
  'page with one stroke shown and nothing moving, main thread',
];

/** Moves the agent's mouse over the mirror for a while: how old what is drawn of it on the customer's page is, and how many a second. */
async function moving({ watched, watching }, draws) {
  await watched.evaluate(() => globalThis.Ink.clear());
  await watching.bringToFront();
  const { left, top, scale } = await watching.evaluate(() => globalThis.Desk.begin());
  const at = (x) => [left + x * scale, top + 60 * scale];
  await watching.mouse.move(...at(8));
  if (draws) await watching.mouse.down();
  const begun = performance.now();
  for (let x = 10; performance.now() - begun < MOVING_MS && x < 1270; x += 2) await watching.mouse.move(...at(x));
  const spent = performance.now() - begun;
  if (draws) await watching.mouse.up();
  const made = await watching.evaluate(() => globalThis.Desk.made);
  const seen = await watched.evaluate((what) => globalThis.Ink[what], draws ? 'points' : 'places');
  const times = new Map(made);
  const ages = seen.flatMap(([x, time]) => {
    const from = times.get(x) ?? times.get(x - 1) ?? times.get(x + 1);
    return from === undefined ? [] : [time - from];
  });
  return { age: median(ages), rate: (seen.length * 1000) / spent };
}

/** Milliseconds a second that the page's main thread is at work while nothing happens. */
async function resting({ watched }) {
  const session = await watched.context().newCDPSession(watched);
  await session.send('Performance.enable');
  const spent = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  await watched.bringToFront();
  await watched.waitForTimeout(500);
  const before = await spent();
  await watched.waitForTimeout(RESTING_MS);
  const after = await spent();
  await session.detach();
  return ((after - before) * 1000) / RESTING_MS;
}

/** Lines of pointers and drawings, from the desk to the customer's page: SDK, service and desk in two pages of one browser, over loopback. */
export async function measure({ browser, site, pairs, note, lines }) {
  const service = await startService(site);
  const sample = async () => {
    note('pointers and drawings');
    const pages = await openOurs({ browser, site, service });
    const { watched, watching } = pages;
    try {
      await watched.evaluate(await bundle('ink'));
      await watching.evaluate(await bundle('desk-pointer'));
      const pointer = await moving(pages, false);
      const alone = await resting(pages);
      await watching.getByRole('button', { name: 'Pen', exact: true }).click();
      const stroke = await moving(pages, true);
      // One hand's stroke stays; the pointer has gone.
      await watching.mouse.move(2, 2);
      const shown = await resting(pages);
      return { pointer, stroke, cost: Math.max(0, shown - alone) };
    } finally {
      await pages.close();
    }
  };
  try {
    if (lines.length === 0) return [];
    const { ours } = await interleave(['ours'], pairs, sample);
    return [
      { line: AGE, ours: ours.map(({ pointer }) => pointer.age), unit: 'ms' },
      { line: RATE, ours: ours.map(({ pointer }) => pointer.rate), unit: '/s', moreIsBetter: true },
      { line: POINT, ours: ours.map(({ stroke }) => stroke.age), unit: 'ms' },
      { line: COST, ours: ours.map(({ cost }) => cost), unit: 'ms/s' },
    ];
  } finally {
    await service.stop();
  }
}
