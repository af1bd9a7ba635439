import type { Welcome } from '@sightline/protocol';

/** A customer's welcome, with what a test changes. */
export const welcome = (more: Partial<Welcome> = {}): Welcome => ({
  t: 'welcome',
  v: 1,
  sessionId: 's',
  pinCode: '123456',
  startTime: '2024-01-01T00:00:00.000Z',
  paused: false,
  key: 'k1',
  you: { userId: 'u', userName: 'U', role: 'customer' },
  agents: [],
  customer: null,
  pingMs: 5_000,
  reconnectWindowMs: 10_000,
  ...more,
});
