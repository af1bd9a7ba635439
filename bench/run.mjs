import { parseArgs } from 'node:util';
import { BUDGETS } from './budgets.mjs';
import { openBrowser } from './lib/browser.mjs';
import { judge, PAIRS_NEEDED } from './lib/judge.mjs';
import { printTable } from './lib/print.mjs';
import { serveSite } from './lib/site.mjs';

const GROUPS = {
  size: () => import('./lines/size.mjs'),
  snapshot: () => import('./lines/snapshot.mjs'),
  operations: () => import('./lines/operations.mjs'),
  apply: () => import('./lines/apply.mjs'),
  relay: () => import('./lines/relay.mjs'),
  live: () => import('./lines/live.mjs'),
  drawing: () => import('./lines/drawing.mjs'),
  assist: () => import('./lines/assist.mjs'),
  webhooks: () => import('./lines/webhooks.mjs'),
  saves: () => import('./lines/saves.mjs'),
  rest: () => import('./lines/rest.mjs'),
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    pairs: { type: 'string', default: String(PAIRS_NEEDED) },
    sessions: { type: 'string', default: '1000000' },
  },
});
const pairs = Math.max(1, Number.parseInt(values.pairs, 10) || PAIRS_NEEDED);
/** Sessions in the database of `rest`. */
const sessions = Math.max(100_000, Number.parseInt(values.sessions, 10) || 0);
const note = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};

/** Rows `--only` asks for: of the group of that name, else those whose line holds it. */
function wanted(group, rows) {
  if (!values.only || group === values.only) return rows;
  return Object.hasOwn(BUDGETS, values.only) ? [] : rows.filter(({ line }) => line.includes(values.only));
}

// Stopped from outside, nothing it started may stay.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const { browser, trace, stop } = await openBrowser();
const site = await serveSite();
const judged = [];
try {
  for (const [group, all] of Object.entries(BUDGETS)) {
    const rows = wanted(group, all);
    if (!rows.length) continue;
    const measured = await measureGroup(group, rows);
    for (const row of rows) judged.push({ group, ...judge(row, measured.get(row.line)) });
  }
} finally {
  note('');
  await stop();
  await site.stop();
}

/** A group that fails leaves its lines open; why goes to the error output, and the run ends with 1. */
async function measureGroup(group, rows) {
  try {
    const { measure } = await GROUPS[group]();
    const results = await measure({ browser, trace, site, pairs, sessions, note, lines: rows.map(({ line }) => line) });
    return new Map(results.map((result) => [result.line, result]));
  } catch (error) {
    console.error(`${group}: ${error.stack}`);
    process.exitCode = 1;
    return new Map();
  }
}

if (values.json) process.stdout.write(`${JSON.stringify(judged, null, 2)}\n`);
else printTable(judged);
