import { expect, test } from 'vitest';
import { TEST_SEALING, testDatabase } from '../testing/test-database.js';
import { type Account, ACCOUNT_DEFAULTS } from './account.js';
import { memoryStore } from './memory.js';
import { openStore } from './open-store.js';
import type { Gone, Present } from './session-store.js';
import type { Store } from './store.js';

const SEED = Number(process.env.SEED ?? 20_261_122);
const STEPS = process.env.SIGHTLINE_LONG === '1' ? 20_000 : 1_500;

const account = (id: string, minutes: number | undefined): Account => ({
  ...ACCOUNT_DEFAULTS,
  id,
  name: '',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  sdkKey: `key of ${id}`,
  sdkSecrets: ['s'],
  apiKey: `api of ${id}`,
  apiSecrets: ['b'],
  plan: minutes === undefined ? { kind: 'unlimited' } : { kind: 'trial', minutes, used: 0 },
});

test(`D16 ${STEPS} random calls: SQLite and Postgres answer alike (seed ${SEED})`, { timeout: 120_000 }, async () => {
  const database = await testDatabase();
  const stores = [await memoryStore(), await openStore(database.url, { sealing: TEST_SEALING })];
  let random = SEED;
  const draw = (below: number): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return (random >>> 8) % below;
  };
  let time = 1_000;
  const one = (what: string, count: number): string => `${what}${draw(count)}`;
  const sorted = <T>(list: T[]): T[] => list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

  /** A call with its arguments drawn, so that both stores get the same. */
  function call(): { about: string; run(store: Store): Promise<unknown> } {
    const id = one('s', 12);
    const pin = one('P', 8);
    const owner = one('a', 3);
    const record = {
      id,
      accountId: owner,
      sdkKey: one('k', 2),
      pin,
      startedAt: time,
      startUrl: `https://a.example/${draw(3)}`,
      endedAt: undefined,
      policyHashes: [pin],
      state: `"${time}"`,
    };
    time += draw(50);
    switch (draw(11)) {
      case 0:
        return { about: `open ${id} ${pin}`, run: async (store) => !(await store.session(id)) && store.openSession(record) };
      case 1:
      case 2: {
        const people = Array.from({ length: draw(4) }, (_, n): Present => {
          return { connectionId: `${id} ${n + draw(3) * 4}`, userId: `u${n}`, userName: 'n', role: 'agent', address: 'x' };
        });
        const all = people.filter((one, at) => people.findIndex(({ connectionId }) => connectionId === one.connectionId) === at);
        const endedAt = draw(4) === 0 ? time : undefined;
        const at = time;
        const left = all.splice(draw(4));
        const gone = left.map(
          (one): Gone => ({ ...one, leftAt: at - draw(20), reason: 'left', ...(draw(2) && { joinedAt: at - draw(60) }) }),
        );
        const save = { record: { ...record, endedAt }, present: all, gone, at };
        return { about: `save ${id}`, run: (store) => store.saveSession(save) };
      }
      case 3:
        return { about: `claim ${pin}`, run: (store) => store.claimPin(record.sdkKey, pin, id) };
      case 4:
        return { about: `release ${pin}`, run: (store) => store.releasePin(record.sdkKey, pin) };
      case 5:
        return { about: `find ${pin}`, run: (store) => store.findPin(record.sdkKey, pin) };
      case 6: {
        const minutes = draw(6);
        return {
          about: `charge ${id} ${minutes}`,
          run: async (store) => (await store.session(id)) && store.chargeMinutes({ accountId: owner, sessionId: id, minutes }),
        };
      }
      case 7: {
        const minutes = [undefined, 20, 60][draw(3)];
        return { about: `account ${owner} ${minutes}`, run: (store) => store.putAccount(account(owner, minutes)) };
      }
      case 8:
        return { about: `joins ${id}`, run: async (store) => sorted(await store.joins(id)) };
      case 9:
        return { about: 'live', run: async (store) => sorted(await store.liveSessions()) };
      case 10: {
        const before = time - draw(400);
        return { about: `delete before ${before}`, run: (store) => store.forgetSessions(before + 184 * 86_400_000, 1_000) };
      }
      default:
        throw new Error('no such call');
    }
  }

  const seen = new Set<string>();
  for (let step = 0; step < STEPS; step++) {
    const { about, run } = call();
    const [first, second] = [await run(stores[0]!), await run(stores[1]!)];
    expect(second, `step ${step} of seed ${SEED}: ${about}`).toEqual(first);
    seen.add(`${about.split(' ')[0]} ${typeof first === 'boolean' ? first : ''}`);
    for (const id of ['a0', 'a1', 'a2']) expect(await stores[1]!.accountById(id), about).toEqual(await stores[0]!.accountById(id));
  }
  // Both outcomes of what can be refused were met.
  for (const outcome of ['open true', 'open false', 'claim true', 'claim false', 'charge true', 'charge false'])
    expect(seen).toContain(outcome);
  for (const store of stores) await store.stop();
  await database.stop();
});
