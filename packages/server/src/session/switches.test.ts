import type { GivenSwitches, Switches } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { givenSwitches } from '../testing/given-switches.js';
import { joinedSession, playSession, RULES } from '../testing/play-session.js';
import type { EnterEvent } from './event.js';
import { reduce } from './reduce.js';
import type { SessionRules } from './state.js';
import { multiTabOf, switchesOf } from './switches.js';

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
  session.dispatch({ type: 'switches', connection, given: givenSwitches(switches), now: session.now });

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
  const allows = { remoteAssist: false, multiTab: true, annotation: false, confirmSubmits: false };
  const everything: Switches = { ...SAID, draw: { agents: true, customer: true }, confirmSubmits: true };
  const { effects } = reduce(state, { type: 'switches', connection: 1, given: givenSwitches(everything), now: 0 }, { ...RULES, allows });
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
    takesPolicy: true,
    page,
    spreadMs: 0,
  };
  session.dispatch(next);
  expect(switchesOf(session.live, RULES)).toBeUndefined();
  expect(session.to(4)[0]).not.toHaveProperty('switches');
  session.dispatch({ type: 'switches', connection: 4, given: givenSwitches(SAID), now: session.now });
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

test('I33 the account’s defaults hold where the page says nothing, field by field; where neither does, the SDK’s own', () => {
  const session = joinedSession();
  const told = (given: GivenSwitches, defaults: SessionRules['defaults']) => {
    session.dispatch({ type: 'switches', connection: 1, given, now: session.now });
    session.account({ defaults });
    return switchesOf(session.live, session.rules);
  };
  expect(told({ remoteAssist: {} }, {})).toEqual({
    draw: { agents: true, customer: false },
    assist: { types: [], consent: true, confirmStop: false },
    confirmSubmits: true,
  });
  const defaults: SessionRules['defaults'] = {
    allowAgentAnnotation: false,
    allowCustomerAnnotation: true,
    remoteAssist: { enable: true, remoteAssistTypes: ['click'], enableCustomerConsent: false, requireStopConfirmation: true },
    multiTabSessionPersistence: { enable: true },
  };
  expect(told({ remoteAssist: {} }, defaults)).toEqual({
    draw: { agents: false, customer: true },
    assist: { types: ['click'], consent: false, confirmStop: true },
    confirmSubmits: true,
    multiTab: true,
  });
  const said = {
    allowAgentAnnotation: true,
    remoteAssist: { remoteAssistTypes: ['edit_form', 'scroll_page' as const], enableCustomerConsent: true },
  };
  expect(told(said as GivenSwitches, defaults)).toMatchObject({
    draw: { agents: true, customer: true },
    assist: { types: ['scroll_page', 'edit_form'], consent: true, confirmStop: true },
  });
  expect(told({ remoteAssist: { enable: false } }, defaults)?.assist.types).toEqual([]);
  expect(told({ remoteAssist: {} }, { remoteAssist: { enable: true } })?.assist.types).toEqual(['scroll_page']);
});

test('I33 a default that changes holds at once: who holds what it allowed is stopped, everybody told', () => {
  const session = joinedSession();
  session.account({ defaults: { remoteAssist: { enable: true, enableCustomerConsent: false } } });
  session.dispatch({ type: 'switches', connection: 1, given: { remoteAssist: {} }, now: session.now });
  session.dispatch({ type: 'request_assist', connection: 2, requestId: 'r', types: ['scroll_page'], now: session.now });
  expect(session.to(2)).toMatchObject([{ t: 'assist_started' }]);
  session.account({ defaults: {} });
  expect(session.to(2)).toMatchObject([{ t: 'switches', assist: { types: [] } }, { t: 'assist_stopped' }]);
});

test('I34 whether tabs share the session: false where the account has it off, true by its default, else as the page says', () => {
  const { rules } = joinedSession();
  const multi = (multiTab: boolean, enable?: boolean) =>
    multiTabOf({
      ...rules,
      allows: { ...rules.allows, multiTab },
      defaults: { multiTabSessionPersistence: { enable: enable as boolean } },
    });
  expect([multi(true), multi(true, false), multi(true, true), multi(false), multi(false, true)]).toEqual([
    undefined,
    undefined,
    true,
    false,
    false,
  ]);
});
