import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakBytes, breakOne } from '../../../../test/hostile-input/break-value.js';
import { leaks } from '../../../../test/hostile-input/rows.js';
import { createRandom } from '../../../testing/src/random.js';
import { ADMIN_TOKEN, type AdminService, adminService } from '../testing/admin-service.js';

const SEED = Number(process.env.SEED ?? 20_261_201);
const REQUESTS = process.env.SIGHTLINE_LONG === '1' ? 20_000 : 400;

const ACCOUNT = {
  name: 'Shop',
  allowedSites: ['https://a.example'],
  plan: { kind: 'trial', minutes: 9 },
  switches: { maskData: true, multiTab: false },
  masks: { cssSelectors: '.a', attributes: 'data-a' },
  defaults: { maskType: 'all', remoteAssist: { enable: true, remoteAssistTypes: ['click'] } },
  keepQuery: ['page'],
  retention: { sessionDays: 9 },
};
const HONEST: [method: string, path: string, body?: Record<string, unknown>][] = [
  ['POST', '/accounts', ACCOUNT],
  ['POST', '/accounts', { ...ACCOUNT, id: 'one', sdkKey: 'k', apiKey: 'k' }],
  ['PATCH', '/accounts/one', ACCOUNT],
  ['PATCH', '/accounts/one', { name: 'x', version: 3 }],
  ['GET', '/accounts?limit=2&cursor=WyJhIl0'],
  ['GET', '/accounts/one'],
  ['POST', '/accounts/one/disable'],
  ['POST', '/accounts/one/enable'],
  ['DELETE', '/accounts/one'],
  ['GET', '/accounts/one/secrets'],
  ['POST', '/accounts/one/secrets', { kind: 'sdk' }],
  ['DELETE', '/accounts/one/secrets/x'],
  ['GET', '/sessions?state=past&account=one&limit=3&cursor=WzEsImEiXQ'],
  ['GET', '/sessions/x'],
  ['POST', '/sessions/x/end'],
];

let service: AdminService;
beforeEach(async () => {
  service = await adminService();
});
afterEach(() => service.stop());

test(`Z20 ${REQUESTS} random requests: none fails inside, none tells of it, each is answered as JSON (seed ${SEED})`, {
  timeout: 300_000,
}, async () => {
  const random = createRandom(SEED);
  const statuses = new Map<number, number>();
  for (let n = 0; n < REQUESTS; n++) {
    const [method, honest, asked] = random.pick(HONEST);
    const place = random.int(honest.length);
    const path = random.chance(0.2)
      ? honest.slice(0, place) + encodeURIComponent(String.fromCharCode(random.int(0xd000))) + honest.slice(place)
      : honest;
    const value = asked && random.chance(0.7) ? breakOne(asked, random) : asked;
    const text = value === undefined ? undefined : Buffer.from(JSON.stringify(value));
    const body = text && random.chance(0.1) ? breakBytes(text, random) : text;
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${service.server.url}/admin/v1${path}`, { method, headers, ...(body && { body: new Uint8Array(body) }) });
    const heard = await answer.text();
    const about = `request ${n} of seed ${SEED}: ${method} ${path} ${body?.toString() ?? ''} -> ${answer.status} ${heard}`;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    expect(answer.status, about).toBeLessThan(500);
    expect(leaks(heard), about).toBeUndefined();
    if (answer.status !== 204) expect(typeof JSON.parse(heard), about).toBe('object');
  }
  // It got everywhere, and what there is besides was not touched.
  for (const status of [200, 201, 400, 404, 409]) expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(0);
  const { body } = await service.admin<{ version: number; disabled: boolean }>('GET', '/accounts/environment');
  expect(body).toMatchObject({ version: 1, disabled: false });
  expect((await service.create()).status).toBe(200);
});
