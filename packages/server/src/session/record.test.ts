import { expect, test } from 'vitest';
import { joinedSession } from '../testing/play-session.js';
import { givenUp, recordOf } from './record.js';

test('E7 a session is given up where its record was closed without its own end', () => {
  const session = joinedSession();
  const live = recordOf(session.live);
  expect(givenUp(live)).toBe(false);
  expect(givenUp({ ...live, endedAt: session.now })).toBe(true);
  expect(givenUp({ ...live, endedAt: session.now, state: live.state.slice(0, 40) })).toBe(true);
  session.dispatch({ type: 'end', by: { connection: 1 }, now: session.now });
  expect(givenUp(recordOf(session.state))).toBe(false);
});

test('E7 everyone hears the fault, then the end', () => {
  for (const error of ['9999:session_error', '9999:session_error_retry'] as const) {
    const session = joinedSession();
    session.dispatch({ type: 'fail', error, now: session.now });
    for (const connection of [1, 2])
      expect(session.to(connection)).toMatchObject([
        { t: 'error', error: { code: 9999, cause: error.slice(5) } },
        { t: 'ended', reason: 'error' },
      ]);
  }
});
