import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepSession, sessionId, somebody } from '../testing/kept-sessions.js';
import { REST, restService } from '../testing/rest-service.js';

const SEED = Number(process.env.SEED ?? 20_261_203);
const TRIES = process.env.SIGHTLINE_LONG === '1' ? 20_000 : 1_500;

let service: Awaited<ReturnType<typeof restService>>;
beforeAll(async () => {
  service = await restService({ RATE_REST: 'off' });
  for (let n = 0; n < 40; n++)
    await keepSession(
      service.store,
      { id: sessionId(n), accountId: 'environment', startedAt: Date.now(), endedAt: undefined, present: [somebody(`c${n}`)] },
      Date.now(),
    );
});
afterAll(() => service.stop());

const PIECES = [
  '0',
  '30',
  '300',
  '-1',
  '1e9',
  'NaN',
  'null',
  "'",
  '"',
  '\\',
  '%00',
  '%',
  '%%',
  '%ff',
  '💥',
  '%F0%9F%92%A5',
  '..',
  '/',
  '?',
  '&',
  '=',
];
const MORE = [
  '[]',
  '[$gt]',
  '{}',
  ' or 1=1--',
  '2026-11-30',
  '2026-02-31',
  '9999-12-31',
  '0000-00-00',
  'T',
  'Z',
  '+',
  '%2B',
  'x'.repeat(500),
  '\u2028',
];
const NAMES = [
  'page_size',
  'next_page_token',
  'session_pin',
  'pin_code',
  'time_type',
  'from',
  'to',
  'session_id',
  'session_type',
  '__proto__',
  'constructor',
  'x',
];

test(`H29 ${TRIES} hostile requests: answered as the document says, never by a failure of the service (seed ${SEED})`, async () => {
  let random = SEED;
  const draw = (below: number): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return (random >>> 8) % below;
  };
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const real = (await service.get<{ next_page_token: string }>(`${REST}/live_sessions`)).body.next_page_token;
  const junk = (): string => Array.from({ length: draw(4) }, () => pick([...PIECES, ...MORE, real, sessionId(1)])).join('');
  const value = (): string => (draw(3) ? encodeURIComponent(junk()) : junk().replaceAll(/[#\s]/gu, ''));
  const counts: Record<number, number> = {};
  for (let n = 0; n < TRIES; n++) {
    const id = draw(2) ? sessionId(draw(50)) : encodeURIComponent(junk() || 'x').slice(0, 120);
    const path = pick(['live_sessions', 'past_sessions', `sessions/${id}`, `sessions/${id}/users`]);
    const query = Array.from({ length: draw(4) }, () => `${pick(NAMES)}${draw(8) ? '=' : ''}${value()}`).join('&');
    const address = `${REST}/${path}?${query}`;
    const answer = await service.get(address).catch((error: unknown) => error as Error);
    if (answer instanceof Error) {
      // A slash or an escape in an id makes another path of it: still an answer of ours.
      const bare = await fetch(service.server.url + address, { headers: { authorization: 'Bearer x' } });
      expect([404, 401], `${address}: ${answer.message}`).toContain(bare.status);
      expect(await bare.json()).toEqual({ code: expect.any(Number), message: expect.any(String) });
      continue;
    }
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    expect([200, 400, 404], address).toContain(answer.status);
  }
  // The control: all of them came.
  for (const status of [200, 400, 404]) expect(counts[status] ?? 0).toBeGreaterThan(TRIES / 50);
});
