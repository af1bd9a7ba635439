import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { createMetrics } from '../observe/metrics.js';
import { createApp } from './app.js';
import { healthEndpoints } from './health.js';

const metrics = createMetrics();
let app: ReturnType<typeof createApp>;
afterEach(() => app.close());

function health(ready: () => Promise<void>, draining = (): boolean => false): void {
  app = createApp({ log: pino({ level: 'silent' }), metrics, trusted: () => false });
  const why = (error: unknown): string | undefined => (error as { known?: string }).known;
  healthEndpoints(app, { metrics, ready, why, draining, reachable: false, metricsToken: undefined });
}
const status = async (path: string): Promise<number> => (await app.inject(path)).statusCode;

test('C5 ready is who can read and write its store, and does not go down', async () => {
  let down = false;
  health(
    async () => {},
    () => down,
  );
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
  down = true;
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
});

test('C5 a store that fails or hangs is not ready; the process is up all the same', async () => {
  health(() => Promise.reject(new Error('disk is full')));
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  await app.close();
  health(() => new Promise(() => {}));
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
});

test('C5 what keeps the store from writing is said, where it is known', async () => {
  health(() => Promise.reject(Object.assign(new Error('a path'), { known: 'no room is left' })));
  expect((await app.inject('/readyz')).json()).toEqual({ status: 'no room is left' });
  await app.close();
  health(() => Promise.reject(new Error('a path')));
  expect((await app.inject('/readyz')).json()).toEqual({ status: 'store does not answer' });
});

test('C5 the store is asked once a second at most, however many ask', async () => {
  let asked = 0;
  health(async () => void asked++);
  await Promise.all(Array.from({ length: 50 }, () => status('/readyz')));
  expect(asked).toBe(1);
});
