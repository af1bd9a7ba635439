import { expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.js';
import { keepSession, type KeptSession, sessionId, somebody } from '../testing/kept-sessions.js';
import { REST, restService } from '../testing/rest-service.js';

const SEED = Number(process.env.SEED ?? 20_261_202);
const ROUNDS = process.env.SIGHTLINE_LONG === '1' ? 60 : 6;
const ACCOUNT = 'environment';

const drawing = (seed: number) => {
  let random = seed;
  return (below: number): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return (random >>> 8) % below;
  };
};

interface Row {
  session_id: string;
  start_time: string;
  end_time?: string;
}
interface Page {
  next_page_token: string;
  sessions: Row[];
}

/** The service on a store of this kind. */
async function serviceOn(kind: string) {
  if (kind === 'SQLite') return restService();
  const database = await testDatabase();
  const service = await restService({ DATABASE_URL: database.url, SECRETS_KEY: '7'.repeat(64) });
  const stop = async (): Promise<void> => {
    await service.stop();
    await database.stop();
  };
  return { ...service, stop };
}
const LISTS = ['live_sessions?', 'past_sessions?time_type=start_time&', 'past_sessions?time_type=end_time&'];
const CASES = ['SQLite', 'Postgres'].flatMap((kind) => LISTS.map((list) => [kind, list] as const));

for (const [kind, list] of CASES)
  test(`H26 ${kind}: paging ${list.slice(0, -1)} while sessions start and end: none twice, none missed, in order (seed ${SEED})`, async () => {
    const service = await serviceOn(kind);
    const draw = drawing(SEED + list.length);
    const base = Date.now() - 3_600_000;
    let n = 0;
    let clock = base;
    const sessions = new Map<string, KeptSession>();
    const put = async (session: KeptSession): Promise<void> => {
      sessions.set(session.id, session);
      await keepSession(service.store, session, session.endedAt ?? session.startedAt);
    };
    /** Many at the same moment. */
    const tick = (): number => (clock += draw(3) === 0 ? 1 : 0);
    const start = (): Promise<void> => {
      const id = sessionId(draw(1_000_000) * 10_000 + n++);
      return put({ id, accountId: ACCOUNT, startedAt: tick(), endedAt: undefined, present: [somebody(`c ${id}`)] });
    };
    const end = async (): Promise<void> => {
      const live = [...sessions.values()].filter(({ endedAt }) => endedAt === undefined);
      const one = live[draw(live.length)];
      if (one) await put({ ...one, endedAt: tick() });
    };
    const inList = ({ endedAt }: KeptSession): boolean => (endedAt === undefined) === list.startsWith('live');
    const matching = (): Set<string> => new Set([...sessions.values()].filter(inList).map(({ id }) => id));

    try {
      for (let at = 0; at < 320; at++) await start();
      for (let at = 0; at < 160; at++) await end();
      for (let round = 0; round < ROUNDS; round++) {
        let always = matching();
        const seen: Row[] = [];
        let token = '';
        do {
          const size = 30 + draw(25);
          const { status, body } = await service.get<Page>(`${REST}/${list}page_size=${size}&next_page_token=${token}`);
          expect(status).toBe(200);
          expect(body.sessions.length).toBeLessThanOrEqual(size);
          if (body.next_page_token) expect(body.sessions).toHaveLength(size);
          for (const row of body.sessions) expect(inList(sessions.get(row.session_id)!)).toBe(true);
          seen.push(...body.sessions);
          token = encodeURIComponent(body.next_page_token);
          for (let at = draw(12); at > 0; at--) await (draw(2) ? start() : end());
          const now = matching();
          always = new Set([...always].filter((id) => now.has(id)));
        } while (token);
        const ids = seen.map((row) => row.session_id);
        expect(new Set(ids).size, `round ${round}`).toBe(ids.length);
        for (const id of always) expect(ids, `round ${round}`).toContain(id);
        expect(always.size).toBeGreaterThan(60);
        const keys = seen.map((row) => `${list.includes('end_time') ? row.end_time : row.start_time} ${row.session_id}`);
        expect(keys, `round ${round}`).toEqual(keys.toSorted().toReversed());
      }
    } finally {
      await service.stop();
    }
  });

test.each(['SQLite', 'Postgres'])(`H26 %s: paging who was in a session while people come and go (seed ${SEED})`, async (kind) => {
  const service = await serviceOn(kind);
  const draw = drawing(SEED);
  const id = sessionId(1);
  let clock = Date.now() - 1_000_000;
  let present = [somebody('first')];
  let n = 0;
  const save = () => keepSession(service.store, { id, accountId: ACCOUNT, startedAt: clock, endedAt: undefined, present }, clock);
  const change = async (): Promise<void> => {
    clock += draw(2);
    if (draw(4) > 0) present = [...present, somebody(`join ${draw(1_000)} ${n++}`, `user ${draw(20)}`)];
    else present = present.filter(() => draw(3) > 0);
    await save();
  };
  try {
    await save();
    for (let at = 0; at < 200; at++) await change();
    const there = (await service.store.joins(id)).map(({ connectionId }) => connectionId);
    const seen: string[] = [];
    let token = '';
    do {
      interface Users {
        next_page_token: string;
        users: { user_connection_id: string }[];
      }
      const { body } = await service.get<Users>(`${REST}/sessions/${id}/users?next_page_token=${token}`);
      seen.push(...body.users.map((row) => row.user_connection_id));
      token = body.next_page_token;
      for (let at = draw(6); at > 0; at--) await change();
    } while (token);
    expect(new Set(seen).size).toBe(seen.length);
    expect(there.length).toBeGreaterThan(100);
    for (const one of there) expect(seen).toContain(one);
  } finally {
    await service.stop();
  }
});
