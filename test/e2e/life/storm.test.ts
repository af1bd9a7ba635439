import { createLink, type Link, type Natives } from '@sightline/link';
import { PATHS, SDK_VERSION } from '@sightline/protocol';
import { createRandom } from '@sightline/testing';
import { afterAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Service, startService } from '../service.js';
import { signToken } from '../token.js';

const SITE = 'https://shop.example';
const KEY = 'key-of-the-storm';
const SECRET = 'secret-of-the-storm-0123456789abcdef';
const CLIENTS = 300;

/** As a browser's: it says where it comes from, and of a failure no more than that it closed. */
class PageSocket extends WebSocket {
  constructor(url: string) {
    super(url, { origin: SITE });
    this.on('error', () => undefined);
  }
}

let service: Service | undefined;
const links: Link[] = [];
afterAll(async () => {
  for (const link of links) link.close();
  await service?.stop();
});

// Opening them takes most of a minute on a busy machine: the full run's.
test.runIf(process.env.SIGHTLINE_LONG === '1')(
  `${CLIENTS} clients of a node that dies at once come back spread`,
  { timeout: 180_000 },
  async () => {
    const running = await startService({
      SDK_KEY: KEY,
      SDK_SECRET: SECRET,
      API_KEY: 'api-key',
      API_SECRET: 'api-secret-0123456789abcdef0123456789',
      ALLOWED_SITES: SITE,
      RATE_REQUESTS: 'off',
      LOG_LEVEL: 'warn',
    });
    service = running;
    const random = createRandom(7);
    const natives: Natives = {
      fetch,
      WebSocket: PageSocket as unknown as typeof globalThis.WebSocket,
      setTimeout: (run, ms) => setTimeout(run, ms),
      clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
      now: Date.now,
      random: random.next,
    };
    const firstPauses: number[] = [];
    const back = new Set<string>();
    let inside = 0;

    const enter = async (n: number): Promise<void> => {
      const sdkToken = signToken({ secret: SECRET, claims: { app_key: KEY, user_id: `customer-${n}` } });
      const answer = await fetch(running.origin + PATHS.create, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: SITE },
        body: JSON.stringify({ sdkVersion: SDK_VERSION, appKey: KEY, sdkToken, role: 'customer' }),
      });
      const { sessionId, key } = (await answer.json()) as { sessionId: string; key: string };
      const seat = { sessionId, key };
      // What it waits for, not when a busy machine lets it run; drawn ones are no whole numbers.
      const pauses: number[] = [];
      const noting: Natives = {
        ...natives,
        setTimeout(run, ms) {
          pauses.push(ms);
          return natives.setTimeout(run, ms);
        },
      };
      await new Promise<void>((resolve, reject) => {
        links.push(
          createLink({
            url: running.origin.replace('http', 'ws') + PATHS.enter,
            hello: () => ({ sdk: SDK_VERSION, ...seat }),
            fallback: '1011:join_internal',
            natives: noting,
            wakes: new EventTarget(),
            on: {
              welcome(welcome, again) {
                expect(welcome.sessionId).toBe(sessionId);
                seat.key = welcome.key;
                if (again) back.add(sessionId);
                inside++;
                resolve();
              },
              message: () => undefined,
              frame: () => undefined,
              reconnecting(attempt) {
                if (attempt === 1) firstPauses.push(pauses.findLast((ms) => !Number.isInteger(ms)) ?? 0);
              },
              drained: () => undefined,
              gap: () => undefined,
              over: (outcome) => reject(new Error(outcome.kind)),
            },
          }),
        );
      });
    };
    for (let n = 0; n < CLIENTS; n += 20) await Promise.all(Array.from({ length: 20 }, (_, i) => enter(n + i)));
    expect(inside).toBe(CLIENTS);
    // The first loss tells all of them how many they are; the second is measured.
    for (let loss = 1; loss <= 2; loss++) {
      firstPauses.length = 0;
      back.clear();
      await running.restart();
      await expect.poll(() => back.size, { timeout: 60_000, interval: 100 }).toBe(CLIENTS);
    }
    expect(firstPauses).toHaveLength(CLIENTS);
    const tenths = new Map<number, number>();
    for (const ms of firstPauses) tenths.set(Math.floor(ms / 100), (tenths.get(Math.floor(ms / 100)) ?? 0) + 1);
    // Without the service's word all would try within a quarter of a second, four in ten of them in one tenth of it.
    expect(Math.max(...tenths.values())).toBeLessThan(CLIENTS / 4);
    expect(Math.max(...firstPauses)).toBeGreaterThan(500);
  },
);
