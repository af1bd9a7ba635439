import { expect, test } from 'vitest';
import { joinedSession, playSession, RULES } from '../testing/play-session.js';
import { recordOf, restoreSession } from './record.js';
import { presentIn } from './present.js';
import type { SessionEffect } from './effect.js';
import { saveOf } from './save-of.js';

const departures = (effects: SessionEffect[]): string[] =>
  effects.flatMap((effect) =>
    effect.type === 'departed' ? [`${effect.seat.userId} ${effect.seat.joinedAt}–${effect.leftAt} ${effect.reason}`] : [],
  );
/** Every departure comes before the save of its step. */
const kept = (effects: SessionEffect[]): boolean => {
  const types = effects.map(({ type }) => type);
  return types.lastIndexOf('departed') < types.indexOf('save');
};

test('D20 who leaves, is sent away or lost for good departs once, with the reason and his own times, before the save', () => {
  const session = joinedSession();
  const came = session.now;
  session.pass(1_000);
  const left = session.dispatch({ type: 'leave', by: { connection: 2 }, now: session.now });
  expect(departures(left)).toEqual([`ada ${came}–${came + 1_000} left`]);
  expect(kept(left)).toBe(true);

  session.reserve('agent', 'bob', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  const sent = session.dispatch({ type: 'remove', connection: 1, userId: 'bob', now: session.now });
  expect(departures(sent)).toEqual([`bob ${came + 1_000}–${came + 1_000} removed`]);
  expect(kept(sent)).toBe(true);

  session.reserve('agent', 'eve', 'e-1');
  session.enter(4, 'e-1', 'e-2');
  session.close(4);
  session.enter(5, 'e-2', 'e-3');
  session.close(5);
  const lost = session.pass(RULES.reconnectWindowMs);
  const end = came + 1_000 + RULES.reconnectWindowMs;
  expect(departures(lost)).toEqual([`eve ${came + 1_000}–${end} disconnected`, `cleo ${came}–${end} session_ended`]);
  expect(kept(lost.slice(0, lost.findIndex(({ type }) => type === 'save') + 1))).toBe(true);
});

test('D20 an end is everybody’s departure; the customer’s loss is one of the network', () => {
  const session = joinedSession();
  const ended = session.dispatch({ type: 'end', by: { connection: 2 }, now: session.now });
  expect(departures(ended).map((one) => one.split(' ')[2])).toEqual(['session_ended', 'session_ended']);
  expect(kept(ended)).toBe(true);
  expect(saveOf(session.state, [], 1).ending).toEqual({
    reason: 'ended_by_agent',
    by: { userId: 'ada', userName: 'ada', role: 'agent' },
  });

  const away = joinedSession();
  away.close(1);
  const lost = away.pass(RULES.reconnectWindowMs);
  expect(departures(lost).map((one) => one.replace(/ .* /, ' '))).toEqual(['cleo connection_lost', 'ada session_ended']);
  expect(saveOf(away.state, [], 1).ending).toEqual({
    reason: 'connection_lost',
    by: { userId: 'cleo', userName: 'Opener', role: 'customer' },
  });
});

test('D20 who was never let in does not depart; who waits again after having been in has not left', () => {
  const session = playSession('agent');
  session.enter(1, 'key-1', 'key-2');
  const came = session.now;
  session.pass(500);
  session.reserve('customer', 'cleo', 'c-1');
  session.enter(2, 'c-1', 'c-2', true);
  expect(presentIn(session.state).map(({ userId, joinedAt }) => [userId, joinedAt])).toEqual([
    ['ada', came],
    ['cleo', came + 500],
  ]);
  session.reserve('agent', 'bob', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  expect(presentIn(session.state)).toHaveLength(2);
  session.dispatch({ type: 'respond', connection: 2, userId: 'ada', allow: true, now: session.now + 9 });
  expect(presentIn(session.state)[0]).toMatchObject({ userId: 'ada', joinedAt: came });
  expect(departures(session.dispatch({ type: 'respond', connection: 2, userId: 'bob', allow: false, now: session.now }))).toEqual([]);
  session.reserve('agent', 'eve', 'e-1');
  session.enter(4, 'e-1', 'e-2');
  session.dispatch({ type: 'respond', connection: 2, userId: 'eve', allow: true, now: session.now + 7 });
  expect(presentIn(session.state).at(-1)).toMatchObject({ userId: 'eve', joinedAt: session.now + 7 });
});

test('D20 a restart keeps when each came; a record of a version that did not keep it says: since the restart', () => {
  const session = joinedSession();
  const came = session.now;
  session.pass(2_000);
  session.restore();
  expect(presentIn(session.state).map(({ joinedAt }) => joinedAt)).toEqual([came, came]);
  const record = recordOf(session.state);
  const old = { ...record, state: record.state.replaceAll(/,"joinedAt":\d+/g, '').replace(/"opener":\{[^}]*\},/, '') };
  expect(old.state).not.toMatch(/joinedAt|opener/);
  const taken = restoreSession(old, 77)!;
  expect(presentIn(taken).map(({ joinedAt, connectionId }) => [joinedAt, connectionId])).toEqual(
    presentIn(session.state).map(({ connectionId }) => [77, connectionId]),
  );
});
