import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anna, causeOf, sessionBench } from './session.fixture.js';

let bench: ReturnType<typeof sessionBench>;
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  bench = sessionBench();
});
afterEach(() => {
  bench.stop();
  vi.restoreAllMocks();
});

/** While `run` runs the page has something in the way of what the SDK calls. */
function broken<T>(owner: object, name: string, run: () => T): T {
  const found = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
  Object.defineProperty(owner, name, {
    ...found,
    value() {
      throw new Error('the page broke this');
    },
  });
  try {
    return run();
  } finally {
    Object.defineProperty(owner, name, found);
  }
}

test('4.3 a message that cannot be taken ends nothing but itself', async () => {
  const { peer, status, told, names } = await bench.started();
  peer.send({ t: 'agent_joined', ...anna, agentCount: 1 } as never);
  names();
  broken(Array.prototype, 'map', () => peer.send({ t: 'agent_presence', userId: anna.userId, present: false } as never));
  expect(told).toEqual([]);
  peer.send({ t: 'pin', pinCode: '654321' } as never);
  expect(told).toEqual([['pincode_updated', { pinCode: '654321', pincode: '654321' }]]);
  expect(status()).toBe('session_active');
});

test('4.3 a call that throws fails, and the session of before lives', async () => {
  const { session, status, names } = await bench.started();
  const call = broken(Array, 'isArray', () => causeOf(session.pause({})));
  expect(await call).toBe('session_error');
  expect(names()).toEqual(['session_error']);
  expect(status()).toBe('session_started');
});
