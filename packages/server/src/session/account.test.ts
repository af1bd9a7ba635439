import type { Switches } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { givenSwitches } from '../testing/given-switches.js';
import { joinedSession, type playSession } from '../testing/play-session.js';
import { isWithheld } from './account.js';

const SAID: Switches = {
  draw: { agents: true, customer: true },
  assist: { types: ['scroll_page', 'click'], consent: true, confirmStop: false },
};
const ALL = { remoteAssist: true, multiTab: true, annotation: true, confirmSubmits: true };
const STRICTER = { maskCssSelectors: '.income', maskHTMLAttributes: '', keepQuery: [] };

function helped() {
  const session = joinedSession();
  session.reserve('agent', 'ben', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  session.dispatch({ type: 'switches', connection: 1, given: givenSwitches(SAID), now: session.now });
  session.dispatch({ type: 'request_assist', connection: 2, requestId: 'r', types: ['click'], now: session.now });
  session.dispatch({ type: 'respond_assist', connection: 1, requestId: '1', allow: true, now: session.now });
  session.dispatch({ type: 'request_assist', connection: 3, requestId: 'q', types: ['click'], now: session.now });
  return session;
}
type Played = ReturnType<typeof playSession>;
const withheld = (session: Played): boolean => isWithheld(session.live, session.rules);
const take = (session: Played, connection = 1) => session.dispatch({ type: 'policy', connection, now: session.now });

test('I30 a switch that goes off ends what it allowed: everybody is told, the holder stopped, who asked denied; kept first', () => {
  const session = helped();
  session.account({ allows: { ...ALL, remoteAssist: false } });
  expect(session.types()[0]).toBe('save');
  expect(session.to(2)).toMatchObject([
    { t: 'switches', assist: { types: [] } },
    { t: 'assist_stopped', userId: 'ada', reason: 'by_customer' },
  ]);
  expect(session.to(3)).toMatchObject([
    { t: 'switches' },
    { t: 'assist_stopped', userId: 'ada' },
    { t: 'assist_denied', requestId: 'q', reason: 'disabled' },
  ]);
  expect(session.to(1).map(({ t }) => t)).toEqual(['switches', 'assist_stopped', 'assist_request_gone']);
  expect([session.live.assist, session.live.asks]).toEqual([undefined, []]);
  session.account({ allows: ALL });
  expect(session.to(2)).toMatchObject([{ t: 'switches', assist: { types: ['scroll_page', 'click'] } }]);
  session.account({ allows: { ...ALL, annotation: false } });
  expect(session.to(1)).toMatchObject([{ t: 'switches', draw: { agents: false, customer: false } }]);
  session.account({ allows: { ...ALL, annotation: false, confirmSubmits: false } });
  expect(session.to(1)).toMatchObject([{ t: 'switches', confirmSubmits: false }]);
});

test('I30 nothing is told and kept where nothing changed, and to nobody where the page has not said what it allows', () => {
  const session = helped();
  expect(session.account({ allows: { ...ALL } })).toEqual([]);
  const fresh = joinedSession();
  expect(fresh.account({ allows: { ...ALL, annotation: false } })).toEqual([]);
});

test('I30 P5 during a pause agents hear of it with the resume', () => {
  const session = helped();
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  session.account({ allows: { ...ALL, annotation: false } });
  expect(session.to(1)).toMatchObject([{ t: 'switches', draw: { agents: false } }]);
  expect(session.to(2)).toEqual([]);
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect(session.to(2)).toContainEqual(expect.objectContaining({ t: 'switches', draw: { agents: false, customer: false } }));
});

test('I31 other masks: the page is told, and withheld until it has answered for every time it was told', () => {
  const session = joinedSession();
  expect(withheld(session)).toBe(false);
  session.account({ policy: STRICTER, policyHash: 'stricter' });
  expect([session.types(), session.to(1), withheld(session)]).toEqual([['save', 'send'], [{ t: 'policy', policy: STRICTER }], true]);
  // Back to what it was: the page goes by the others meanwhile.
  session.account({ policy: { maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: [] }, policyHash: 'none' });
  expect(withheld(session)).toBe(true);
  take(session, 2);
  take(session);
  expect(withheld(session)).toBe(true);
  take(session);
  expect([withheld(session), session.types()]).toEqual([false, ['save']]);
  expect(take(session)).toEqual([]);
});

test('I31 what is not answered before the connection is lost, or after a restart, the next welcome says; a page too old to look at it stays withheld', () => {
  for (const looks of [true, false]) {
    const session = joinedSession();
    session.account({ policy: STRICTER, policyHash: 'stricter' });
    session.close(1);
    session.restore();
    expect(withheld(session)).toBe(true);
    const back = {
      type: 'enter' as const,
      now: session.now,
      nextKey: 'raw',
      nextAssetKey: 'assets',
      position: undefined,
      received: undefined,
      approval: false,
      spreadMs: 0,
    };
    session.dispatch({ ...back, connection: 4, keyHash: 'key-2', nextKeyHash: 'key-3', page: undefined, takesPolicy: looks });
    expect(session.to(4)).toMatchObject([{ t: 'welcome', policy: STRICTER }]);
    expect(withheld(session)).toBe(!looks);
    const page = { url: 'https://shop.example/next', tab: 'tab' };
    session.dispatch({ ...back, connection: 5, keyHash: 'key-3', nextKeyHash: 'key-4', page, takesPolicy: looks });
    expect(withheld(session)).toBe(false);
  }
});
