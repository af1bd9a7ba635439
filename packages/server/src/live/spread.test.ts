import { afterEach, expect, test } from 'vitest';
import { type TestService, testService } from '../testing/test-service.js';

let service: TestService | undefined;
afterEach(() => service?.stop());

test('R4 every welcome says how long the clients of this node take to come back together: 2 ms a session, at most a quarter of the window', async () => {
  const running = await testService({ RECONNECT_WINDOW_MS: '100' });
  service = running;
  const told: (number | undefined)[] = [];
  for (let n = 1; n <= 14; n++) told.push((await running.customer({ userId: `c${n}` })).welcome.spreadMs);
  expect(told).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 25, 25]);
});
