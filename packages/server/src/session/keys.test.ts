import { expect, test } from 'vitest';
import { joinedSession, RULES } from '../testing/play-session.js';
import { infoFor } from './info.js';
import { customerSeat } from './state.js';

const TAB = { url: 'https://shop.example/cart', tab: 'ab12cd' };

/** A page takes the customer's seat. */
function enter(session: ReturnType<typeof joinedSession>, connection: number, keyHash: string, nextKeyHash: string, page = TAB) {
  const { now } = session;
  const rest = { position: undefined, received: undefined, approval: false, takesPolicy: true, spreadMs: 0 };
  session.dispatch({ type: 'enter', connection, now, keyHash, nextKey: 'raw', nextKeyHash, nextAssetKey: 'assets', page, ...rest });
  return session.to(connection).map(({ t }) => t);
}

test('K1 a key used a second time gets no longer for it, and the key between lives for its own moment', () => {
  const session = joinedSession();
  expect(enter(session, 3, 'key-2', 'key-3')).toEqual(['welcome']);
  session.pass(6_000);
  // Two tabs with one cookie: the second one used the key the first one had used already.
  expect(enter(session, 4, 'key-2', 'key-4')).toEqual(['welcome']);
  session.pass(5_000);
  expect(enter(session, 5, 'key-2', 'key-x')).toEqual(['refused']);
  expect(enter(session, 5, 'key-3', 'key-5')).toEqual(['welcome']);
  session.pass(6_000);
  expect(enter(session, 6, 'key-3', 'key-x')).toEqual(['refused']);
  expect(enter(session, 6, 'key-5', 'key-6')).toEqual(['welcome']);
});

test('K1 keys do not pile up', () => {
  const session = joinedSession();
  for (let i = 0; i < 50; i++) enter(session, 10 + i, `key-${i + 2}`, `key-${i + 3}`);
  expect(customerSeat(session.live)?.keys.old.length).toBeLessThanOrEqual(4);
  session.pass(RULES.oldKeyMs + 1);
  enter(session, 99, 'key-52', 'key-53');
  expect(customerSeat(session.live)?.keys.old).toHaveLength(1);
});

test('K4 agents hear of another page or tab, with the address it sent; of a reconnect they do not', () => {
  const session = joinedSession();
  enter(session, 3, 'key-2', 'key-3');
  // Its connection stood: she was never away.
  expect(session.to(2)).toEqual([{ t: 'customer_transferred', ...TAB }]);
  expect(session.to(3).map(({ t }) => t)).toEqual(['welcome']);
  session.close(3);
  enter(session, 4, 'key-3', 'key-4');
  expect(session.to(2)).toEqual([{ t: 'customer_back' }, { t: 'customer_transferred', ...TAB }]);
  session.close(4);
  session.enter(5, 'key-4', 'key-5');
  expect(session.to(2)).toEqual([{ t: 'customer_back' }]);
});

test('K5 a customer’s key tells what her welcome would say, an agent’s nothing', () => {
  const { live } = joinedSession();
  const [customer, agent] = live.seats;
  if (!customer || !agent) throw new Error('two seats');
  expect(infoFor(live, customer, RULES)).toEqual({
    pinCode: '111111',
    startTime: new Date(live.startedAt).toISOString(),
    paused: false,
    you: { userId: 'cleo', userName: 'Opener', role: 'customer', seat: 1, color: 0 },
    agents: [{ userId: 'ada', userName: 'ada', seat: 2, color: 1 }],
    asking: [],
    reconnectWindowMs: RULES.reconnectWindowMs,
  });
  expect(infoFor(live, agent, RULES)).toBeUndefined();
});
