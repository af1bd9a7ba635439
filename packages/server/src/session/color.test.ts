import { expect, test } from 'vitest';
import { joinedSession, playSession } from '../testing/play-session.js';
import { recordOf, restoreSession } from './record.js';

test('I1 each agent has the smallest colour that is free, keeps it as long as the seat, and everybody is told seat and colour', () => {
  const session = joinedSession();
  for (const [i, name] of ['ben', 'cas', 'dan', 'eve'].entries()) {
    session.reserve('agent', name, `${name}-1`);
    session.enter(3 + i, `${name}-1`, `${name}-2`);
  }
  expect(session.to(1)).toMatchObject([{ t: 'agent_joined', userId: 'eve', seat: 6, color: 5 }]);
  expect(session.to(6)).toMatchObject([
    {
      t: 'welcome',
      you: { seat: 6, color: 5 },
      customer: { seat: 1, color: 0 },
      agents: [2, 3, 4, 5].map((seat) => ({ seat, color: seat - 1 })),
    },
  ]);
  // One who comes back has the same; one who leaves gives it to the next.
  session.close(3);
  session.enter(7, 'ben-2', 'ben-3');
  expect(session.to(7)).toMatchObject([{ t: 'welcome', you: { seat: 3, color: 2 } }]);
  session.dispatch({ type: 'leave', by: { seat: 4 }, now: session.now });
  session.reserve('agent', 'fay', 'fay-1');
  session.enter(8, 'fay-1', 'fay-2');
  expect(session.to(1)).toMatchObject([{ t: 'agent_joined', userId: 'fay', seat: 7, color: 3 }]);
  session.restore();
  expect(session.live.seats.map(({ number, color }) => [number, color])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [5, 4],
    [6, 5],
    [7, 3],
  ]);
});

test('I1 an agent who opened the session has a colour before the customer comes', () => {
  const session = playSession('agent');
  session.enter(1, 'key-1', 'key-2');
  session.reserve('customer', 'cleo', 'c-1');
  session.enter(2, 'c-1', 'c-2');
  expect(session.to(1)).toMatchObject([{ t: 'customer_joined', seat: 2, color: 0 }]);
  expect(session.to(2)).toMatchObject([{ t: 'welcome', you: { seat: 2, color: 0 }, agents: [{ seat: 1, color: 1 }] }]);
});

test('I1 seats kept by a version without colours get theirs', () => {
  const session = joinedSession();
  session.reserve('agent', 'ben', 'b-1');
  const record = recordOf(session.state);
  const old = { ...session.live, seats: session.live.seats.map(({ color, ...seat }) => (seat.number === 3 ? { ...seat, color } : seat)) };
  const { seats } = restoreSession({ ...record, state: JSON.stringify(old) }, session.now)!;
  expect(seats.map(({ color }) => color)).toEqual([0, 1, 2]);
});
