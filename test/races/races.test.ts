import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from '@sightline/protocol';
import { openStore, readSettings, startServer, type Store } from '@sightline/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../packages/server/src/testing/test-database.js';
import { signToken } from '../e2e/token.js';
import { type Clients, startClients } from './clients.js';
import { delayedStore, pause, seeded } from './delayed-store.js';

const ROUNDS = 200;
const SEED = Number(process.env.SEED ?? 20_261_122);
const SITE = 'https://shop.example';
const DESK = 'https://desk.example';
const KEYS = { SDK_KEY: 'race-key', SDK_SECRET: 'a-secret-of-the-races-0123456789abc' };

let clients: Clients;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-races-'));
  clients = await startClients(2);
});
afterAll(() => {
  clients.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The service in this process, on a database file, its store as `around` makes it. */
async function service(url: string, around: (store: Store) => Store) {
  const read = readSettings({
    ...KEYS,
    PORT: '0',
    DATABASE_URL: url,
    SECRETS_KEY: '07'.repeat(32),
    ALLOWED_SITES: SITE,
    ALLOWED_AGENT_SITES: DESK,
    RATE_REQUESTS: 'off',
    SESSIONS_PER_USER: 'off',
    SESSIONS_PER_KEY: 'off',
    LOG_LEVEL: 'silent',
  });
  if (!read.ok) throw new Error(read.problems.join('; '));
  return startServer(read.settings, { openStore: async (from, options) => around(await openStore(from, options)) });
}

const token = (role: 'customer' | 'agent', user: string, byop = false): string =>
  signToken({
    secret: KEYS.SDK_SECRET,
    claims: {
      app_key: KEYS.SDK_KEY,
      role_type: role === 'customer' ? 1 : 2,
      user_id: user,
      user_name: user,
      ...(byop && { enable_byop: 1 }),
    },
  });

/** Scenes of one round. Tokens are reused: signing thousands would only take time. */
function scenes(url: string) {
  const common = { sdkVersion: '3.11.0', appKey: KEYS.SDK_KEY };
  const tokens = new Map<string, string>();
  const tokenOf = (role: 'customer' | 'agent', user: string, byop = false): string => {
    const name = `${role} ${user} ${byop}`;
    const known = tokens.get(name) ?? token(role, user, byop);
    tokens.set(name, known);
    return known;
  };
  const originOf = { customer: SITE, agent: DESK };
  const create = (role: 'customer' | 'agent', user: string, customPinCode?: string, requestId?: string) => ({
    path: PATHS.create,
    origin: originOf[role],
    body: { ...common, role, sdkToken: tokenOf(role, user, customPinCode !== undefined), customPinCode, requestId },
  });
  const find = (role: 'customer' | 'agent', user: string, pinCode: string) => ({
    path: PATHS.find,
    origin: originOf[role],
    body: { ...common, role, sdkToken: tokenOf(role, user), pinCode },
  });
  async function post({ path, origin, body }: { path: string; origin: string; body: object }) {
    const headers = { 'content-type': 'application/json', origin };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { sessionId: string; key: string; pinCode: string };
  }
  const end = (role: 'customer' | 'agent', { sessionId, key }: { sessionId: string; key: string }) =>
    post({ path: PATHS.end, origin: originOf[role], body: { sessionId, key } });
  const openers = ['agent', 'customer', 'customer', 'agent'] as const;
  return {
    starts: async (pin: string) => (await clients.race(url, [create('customer', 'ann', pin), create('customer', 'bea', pin)])).sort(),
    /** Every scene at the same moment, each with a session of its own. */
    async round(pin: string) {
      const opened = await Promise.all(openers.map((role) => post(create(role, 'opener'))));
      const [forTwo, forSeven, forOne, forHer] = opened.map(({ pinCode }) => pinCode) as [string, string, string, string];
      const calls = {
        customers: ['ann', 'bea'].map((user) => find('customer', user, forTwo)),
        agents: [1, 2, 3, 4, 5, 6, 7].map((n) => find('agent', `agent ${n}`, forSeven)),
        sameAgent: ['ada', 'ada'].map((user) => find('agent', user, forOne)),
        sameCustomer: ['ann', 'ann'].map((user) => find('customer', user, forHer)),
        starts: ['ann', 'bea'].map((user) => create('customer', user, pin)),
        // One call and its second try, which the service gets at the same moment: never two sessions, never a conflict with itself.
        tries: ['1', '2'].map(() => create('customer', 'tess', `T${pin}`, `the-request-of-${pin}-1`)),
      };
      const names = Object.entries(calls).flatMap(([name, list]) => list.map(() => name));
      const results = await clients.race(url, Object.values(calls).flat());
      await Promise.all(openers.map((role, index) => end(role, opened[index]!)));
      const of = (name: string): string[] => results.filter((_, index) => names[index] === name).sort();
      return Object.fromEntries(Object.keys(calls).map((name) => [name, of(name)]));
    },
  };
}

const IN = (count: number): string[] => Array.from({ length: count }, () => 'in');

/** Rounds on each; Postgres is asked over the network and takes longer. */
const databases = {
  sqlite: { rounds: ROUNDS, url: async () => `file:${join(folder, 'races.db')}`, stop: async () => {} },
  postgres: { rounds: process.env.SIGHTLINE_LONG === '1' ? ROUNDS : ROUNDS / 4, ...postgres() },
};

function postgres() {
  let database: TestDatabase;
  return {
    url: async () => (database = await testDatabase()).url,
    stop: () => database.stop(),
  };
}

test.each(Object.entries(databases))(
  `L3 on %s, rounds from two processes, commits late by chance: exactly the allowed number get in (seed ${SEED})`,
  {
    timeout: 300_000,
  },
  async (_name, { rounds, url, stop }) => {
    const random = seeded(SEED);
    const server = await service(await url(), (store) => delayedStore(store, random, 4));
    const scene = scenes(server.url);
    try {
      for (let round = 0; round < rounds; round++) {
        expect(await scene.round(`R${round}`), `round ${round} of seed ${SEED}`).toEqual({
          customers: ['1012:customer_limit', ...IN(1)],
          agents: ['1013:agent_limit', '1013:agent_limit', ...IN(5)],
          sameAgent: ['1015:duplicate_user', ...IN(1)],
          sameCustomer: ['1015:duplicate_user', ...IN(1)],
          starts: ['1010:pin_conflict', ...IN(1)],
          tries: [expect.toBeOneOf(['1015:duplicate_user', '1004:already_active']), ...IN(1)],
        });
        clients.close();
      }
    } finally {
      await server.stop();
      await stop();
    }
  },
);

test('L3 the race finds a store that looks before it takes', { timeout: 60_000 }, async () => {
  const random = seeded(SEED);
  const careless = (store: Store): Store => ({
    ...store,
    async openSession(record) {
      if ((await store.findPin(record.sdkKey, record.pin)) !== undefined) return false;
      await pause(random() * 30);
      await store.releasePin(record.sdkKey, record.pin);
      return store.openSession(record);
    },
  });
  const server = await service(`file:${join(folder, 'careless.db')}`, careless);
  const scene = scenes(server.url);
  const both: string[][] = [];
  const found = (): boolean => both.some((one) => one.length === IN(2).length && one.every((way, at) => way === IN(2)[at]));
  for (let round = 0; round < 50 && !found(); round++) both.push(await scene.starts(`R${round}`));
  clients.close();
  await server.stop();
  expect(both).toContainEqual(IN(2));
});
