/**
 * The budgets of the design, one row a printed line. `budget` bounds `ratio` from above: ours through the peer's, or through
 * `limit` where the budget is a figure of its own. Where more is better (messages a second) the ratio is the peer's through ours.
 */
const BULK = ['create 1,000 rows', 'replace all rows', 'append 1,000 rows', 'prepend 1,000 rows', 'create 10,000 rows'];
const MOVES = ['reverse rows'];
const SMALL = ['update every 10th row', 'select row', 'swap rows', 'remove row', 'class sweep', 'style sweep', 'clear rows'];

const snapshot = [
  ...['10,000', '50,000'].flatMap((size) => [
    { line: `snapshot time, ${size} nodes, to rrweb`, budget: 0.5, goal: 0.33 },
    { line: `snapshot time, ${size} nodes, to floor`, budget: 1.5, goal: 1.2 },
    { line: `snapshot bytes gzipped, ${size} nodes, to rrweb`, budget: 0.45, goal: 0.35 },
  ]),
  { line: 'snapshot longest task, 50,000 nodes', budget: 1, limit: 50, goal: 0.32 },
  { line: 'snapshot time, dashboard, to rrweb', budget: 0.33, goal: 0.15 },
  { line: 'snapshot bytes gzipped, dashboard, sheets from the page, to rrweb', budget: 0.7, goal: 0.6 },
  { line: 'snapshot bytes gzipped, dashboard, public sheets known, to rrweb', budget: 0.4, goal: 0.3 },
];

const operations = [
  ...[...BULK, ...MOVES].map((name) => ({ line: `${name}, added time, to rrweb`, budget: 0.4, goal: 0.25 })),
  ...SMALL.map((name) => ({ line: `${name}, added time, to rrweb`, budget: 1 })),
  ...BULK.map((name) => ({ line: `${name}, bytes gzipped, to rrweb`, budget: 0.15, goal: 0.1 })),
  ...[...MOVES, ...SMALL].map((name) => ({ line: `${name}, bytes, to rrweb`, budget: 1 })),
];

const live = [
  { line: 'change to applied, idle p95', budget: 1, limit: 12, goal: 0.67 },
  { line: 'change to applied, 1,000-row bursts p95, to rrweb live', budget: 0.3, goal: 0.15 },
  { line: 'pointer, p50 age', budget: 1, limit: 35, goal: 0.48 },
  { line: 'pointer, updates a second (50 through ours)', budget: 1, limit: 50 },
  { line: 'join to first full view, dashboard', budget: 1, limit: 300, goal: 0.5 },
];

const drawing = [
  { line: 'agent’s pointer on the page, p50 age', budget: 1, limit: 35, goal: 0.48 },
  { line: 'agent’s pointer, updates a second (50 through ours)', budget: 1, limit: 50 },
  { line: 'point of a stroke at the desk to seen on the page, p50', budget: 1, limit: 50 },
  { line: 'page with one stroke shown and nothing moving, main thread', budget: 1, limit: 25 },
];

const assist = [
  { line: 'agent’s click to its effect seen at the desk, p50', budget: 1, limit: 50 },
  { line: 'agent’s letter to its effect seen at the desk, p50', budget: 1, limit: 50 },
];

const apply = [{ line: 'apply, dashboard, to rrweb replay', budget: 0.33, goal: 0.2 }];

const size = [
  { line: 'customer loader gzipped', budget: 1, limit: 4 },
  { line: 'customer scripts of a live session gzipped', budget: 1, limit: 45, goal: 0.78 },
  { line: 'bytes of a live session that really leave the service', budget: 1, limit: 45, goal: 0.78 },
  { line: 'the same with the parts for canvases, frames, patterns', budget: 1, limit: 45, goal: 0.78 },
];

const relay = [
  { line: 'relay messages a second (bare ws through ours)', budget: 1.25, goal: 1.05 },
  { line: 'relay, live sessions a core (500 through ours)', budget: 1, limit: 500, goal: 0.5 },
];

const webhooks = [{ line: 'webhook deliveries a second (bare fetch through ours)', budget: 2, goal: 1.25 }];

const saves = ['SQLite', 'Postgres'].map((name) => ({ line: `saves a second, ${name} (bare inserts through ours)`, budget: 5 }));

const rest = ['SQLite', 'Postgres'].map((kind) => ({
  line: `REST page of 30 of 1,000,000 sessions, ${kind}, p95`,
  budget: 1,
  limit: 20,
  goal: 0.25,
}));

/** Every budget line by group; a group is measured by the module of its name in `lines/`. */
export const BUDGETS = { size, snapshot, operations, apply, relay, live, drawing, assist, webhooks, saves, rest };
