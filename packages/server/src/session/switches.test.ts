import type { Switches } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { joinedSession, playSession, RULES } from '../testing/play-session.js';
import type { EnterEvent } from './event.js';
import { reduce } from './reduce.js';
import { switchesOf } from './switches.js';

const SAID: Switches = {
  draw: { agents: true, customer: false },
  assist: { types: ['edit_form', 'scroll_page', 'edit_form'], consent: true, confirmStop: false },
};
const TOLD = {
  t: 'switches',
  draw: { agents: true, customer: false },
  assist: { types: ['scroll_page', 'edit_form'], consent: true, confirmStop: false },
  confirmSubmits: true,
};
const say = (session: ReturnType<typeof joinedSession>, switches: Switches, connection = 1) =>
  session.dispatch({ type: 'switches', connection, switches, now: session.now });

test('I2 what the page allows is kept and told to everyone; nobody else can say it, and said again only the page hears it', () => {
  const session = joinedSession();
  expect(switchesOf(session.live, RULES)).toBeUndefined();
  say(session, SAID);
  expect(session.types()).toEqual(['save', 'send', 'send']);
  expect([session.to(1), session.to(2)]).toEqual([[TOLD], [TOLD]]);
  expect(say(session, { ...SAID, draw: { agents: true, customer: true } }, 2)).toEqual([]);
  say(session, SAID);
  expect([session.types(), session.to(1)]).toEqual([['send'], [TOLD]]);
  session.reserve('agent', 'ben', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  const { t: _, ...switches } = TOLD;
  expect(session.to(3)).toMatchObject([{ t: 'welcome', switches }]);
  session.restore();
  session.enter(4, 'key-2', 'key-3');
  expect(session.to(4)).toMatchObject([{ t: 'welcome', switches }]);
});

test('I2 what the account has off is off, whatever the page says; confirming submits is the account’s to say', () => {
  const { state } = joinedSession();
  const allows = { remoteAssist: false, annotation: false, confirmSubmits: false };
  const everything: Switches = { ...SAID, draw: { agents: true, customer: true }, confirmSubmits: true };
  const { effects } = reduce(state, { type: 'switches', connection: 1, switches: everything, now: 0 }, { ...RULES, allows });
  expect(effects.at(-1)).toMatchObject({
    message: {
      draw: { agents: false, customer: false },
      assist: { types: [], consent: true },
      confirmSubmits: false,
    },
  });
});

test('I2 another page says for itself what it allows: until then nothing is; a page that reconnects goes on', () => {
  const session = joinedSession();
  say(session, SAID);
  session.close(1);
  session.enter(3, 'key-2', 'key-3');
  expect(session.to(3)).toMatchObject([{ switches: { draw: { agents: true } } }]);
  const page = { url: 'https://shop.example/next', tab: 'tab' };
  const next: EnterEvent = {
    type: 'enter',
    connection: 4,
    now: session.now,
    keyHash: 'key-3',
    nextKey: 'raw',
    nextKeyHash: 'key-4',
    nextAssetKey: 'assets',
    position: undefined,
    received: undefined,
    approval: false,
    page,
    spreadMs: 0,
  };
  session.dispatch(next);
  expect(switchesOf(session.live, RULES)).toBeUndefined();
  expect(session.to(4)[0]).not.toHaveProperty('switches');
  session.dispatch({ type: 'switches', connection: 4, switches: SAID, now: session.now });
  expect([session.to(4), session.to(2)]).toEqual([[TOLD], [TOLD]]);
});

test('I2 P5 while sharing is paused agents do not hear of it; with the next resume they do', () => {
  const session = joinedSession();
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  say(session, SAID);
  expect([session.to(1), session.to(2)]).toEqual([[TOLD], []]);
  session.reserve('agent', 'ben', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  expect(session.to(3)[0]).not.toHaveProperty('switches');
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect(session.to(2)).toContainEqual(TOLD);
  expect(session.to(3)).toContainEqual(TOLD);
});

test('I2 W1 an agent who waits is not told; allowed, the agent is', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2', true);
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  say(session, SAID);
  expect(session.to(2)).toEqual([]);
  session.dispatch({ type: 'respond', connection: 1, userId: 'ada', allow: true, now: session.now });
  expect(session.to(2)).toMatchObject([{ t: 'admitted', switches: { assist: { types: ['scroll_page', 'edit_form'] } } }]);
});
