import type { AssistType, Switches } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { givenSwitches } from '../testing/given-switches.js';
import { joinedSession, playSession, RULES } from '../testing/play-session.js';
import { heldTo, refusalOf } from './assist.js';
import type { EnterEvent } from './event.js';
import { reduce } from './reduce.js';
import { nextDeadline } from './tick.js';

type Session = ReturnType<typeof joinedSession>;
const ALL: AssistType[] = ['scroll_page', 'edit_form', 'click', 'navigate'];
const allowing = (types: AssistType[] = ALL, consent = true): Switches => ({
  draw: { agents: true, customer: true },
  assist: { types, consent, confirmStop: false },
});

/** The customer on connection 1, ada on 2 and ben on 3. */
function helping(types?: AssistType[], consent?: boolean): Session {
  const session = joinedSession();
  session.reserve('agent', 'ben', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  say(session, allowing(types, consent));
  return session;
}
const say = (session: Session, switches: Switches, connection = 1) =>
  session.dispatch({ type: 'switches', connection, given: givenSwitches(switches), now: session.now });
const ask = (session: Session, connection: number, requestId: string, types: AssistType[] = ['scroll_page']) =>
  session.dispatch({ type: 'request_assist', connection, requestId, types, now: session.now });
/** Answers the question that is shown. */
function answer(session: Session, allow: boolean, connection = 1, requestId = session.live.asks?.[0]?.id ?? '') {
  return session.dispatch({ type: 'respond_assist', connection, requestId, allow, now: session.now });
}
const stop = (session: Session, connection: number) => session.dispatch({ type: 'stop_assist', connection, now: session.now });
function granted(types: AssistType[] = ['scroll_page', 'edit_form']): Session {
  const session = helping();
  ask(session, 2, 'r', types);
  answer(session, true);
  return session;
}
const ada = { userId: 'ada', userName: 'ada' };
const ben = { userId: 'ben', userName: 'ben' };
const pageOf = (session: Session, connection: number, key: [string, string]): EnterEvent => ({
  type: 'enter',
  connection,
  now: session.now,
  keyHash: key[0],
  nextKey: 'raw',
  nextKeyHash: key[1],
  nextAssetKey: 'assets',
  position: undefined,
  received: undefined,
  approval: false,
  takesPolicy: true,
  page: { url: 'https://shop.example/next', tab: 'tab' },
  spreadMs: 0,
});

test('I9 an agent asks, the customer is shown who wants what, and everybody hears that it is granted', () => {
  const session = helping();
  ask(session, 2, 'r', ['edit_form', 'scroll_page']);
  const shown = { t: 'assist_requested', requestId: '1', ...ada, types: ['scroll_page', 'edit_form'], expiresAt: session.now + 30_000 };
  expect([session.types(), session.to(1), session.to(2), session.to(3)]).toEqual([['save', 'send'], [shown], [], []]);
  answer(session, true);
  const started = { t: 'assist_started', ...ada, types: ['scroll_page', 'edit_form'], requestId: 'r' };
  expect([session.types()[0], session.to(1), session.to(2), session.to(3)]).toEqual(['save', [started], [started], [started]]);
  expect(refusalOf(session.live, RULES, { seat: 2, type: 'edit_form' })).toBeUndefined();
  expect(refusalOf(session.live, RULES, { seat: 2, type: 'click' })).toBe('wrong_type');
  expect(refusalOf(session.live, RULES, { seat: 3, type: 'edit_form' })).toBe('no_grant');
});

test('I9 without consent nobody is asked, and it is shown to all; what is not allowed is not granted, and nothing of it is a refusal', () => {
  const session = helping(['scroll_page', 'click'], false);
  ask(session, 2, 'r', ['click', 'navigate']);
  const started = { t: 'assist_started', ...ada, types: ['click'], requestId: 'r' };
  expect([session.to(1), session.to(2), session.to(3)]).toEqual([[started], [started], [started]]);
  ask(session, 3, 'q', ['navigate', 'edit_form']);
  expect(session.to(3)).toEqual([{ t: 'assist_denied', requestId: 'q', reason: 'disabled' }]);
  expect(session.to(1)).toEqual([]);
});

test('I9 before the page has said what it allows, while it is paused, and for nobody but an agent who is in, there is nothing to ask for', () => {
  const session = joinedSession();
  ask(session, 2, 'r');
  expect(session.to(2)).toEqual([{ t: 'assist_denied', requestId: 'r', reason: 'disabled' }]);
  say(session, allowing());
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  ask(session, 2, 'r');
  expect(session.to(2)).toEqual([{ t: 'assist_denied', requestId: 'r', reason: 'disabled' }]);
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect([ask(session, 1, 'c'), ask(session, 99, 'x')]).toEqual([[], []]);
  const waits = playSession();
  waits.enter(1, 'key-1', 'key-2', true);
  waits.reserve('agent', 'ada', 'a-1');
  waits.enter(2, 'a-1', 'a-2');
  say(waits, allowing());
  expect([ask(waits, 2, 'r'), stop(waits, 2)]).toEqual([[], []]);
});

test('I9 refused, or unanswered for 30 s, the agent hears which', () => {
  const session = helping();
  ask(session, 2, 'r');
  answer(session, false);
  expect(session.to(2)).toEqual([{ t: 'assist_denied', requestId: 'r', reason: 'denied' }]);
  ask(session, 2, 's');
  expect(nextDeadline(session.live, RULES)).toBe(session.now + 30_000);
  session.pass(29_999);
  expect(session.types()).toEqual([]);
  session.pass(1);
  expect([session.to(2), session.to(1)]).toEqual([
    [{ t: 'assist_denied', requestId: 's', reason: 'timeout' }],
    [{ t: 'assist_request_gone', requestId: '2' }],
  ]);
  expect(answer(session, true, 1, '2')).toEqual([]);
});

test('I10 questions of different agents are shown one after the other; the newest of each counts', () => {
  const session = helping();
  ask(session, 2, 'a');
  ask(session, 3, 'b', ['click']);
  expect(session.to(1)).toEqual([]);
  session.pass(1_000);
  ask(session, 2, 'c', ['navigate']);
  expect(session.to(1)).toEqual([
    { t: 'assist_request_gone', requestId: '1' },
    { t: 'assist_requested', requestId: '2', ...ben, types: ['click'], expiresAt: session.now + 29_000 },
  ]);
  answer(session, false);
  expect(session.to(1)).toEqual([{ t: 'assist_requested', requestId: '3', ...ada, types: ['navigate'], expiresAt: session.now + 30_000 }]);
  stop(session, 2);
  expect(session.to(1)).toEqual([{ t: 'assist_request_gone', requestId: '3' }]);
  // Nothing to take back any more.
  expect(stop(session, 2)).toEqual([]);
});

test('I10 an answer means the question it was shown: one that was replaced in the meantime, under the agent’s same name, is not granted', () => {
  const session = helping();
  ask(session, 2, 'same', ['scroll_page']);
  const shown = session.live.asks?.[0]?.id;
  ask(session, 2, 'same', ALL);
  expect(answer(session, true, 1, shown)).toEqual([]);
  expect(answer(session, true, 1, 'same')).toEqual([]);
  expect(answer(session, true, 2)).toEqual([]);
  expect(session.live.assist).toBeUndefined();
});

test('I10 an agent who asks again and again is shown five times in ten seconds, lost connections notwithstanding', () => {
  const session = helping();
  for (let n = 0; n < 5; n++) ask(session, 2, `r${n}`);
  session.close(2);
  session.enter(8, 'a-2', 'a-3');
  ask(session, 8, 'r5');
  // The one before it is asked no more: the agent has heard that nothing is, and would be granted what nobody waits for.
  const gone = { t: 'assist_request_gone', requestId: '5' };
  expect([session.to(8), session.to(1)]).toEqual([[{ t: 'assist_denied', requestId: 'r5', reason: 'denied' }], [gone]]);
  expect([session.types()[0], session.live.asks, answer(session, true, 1, '5')]).toEqual(['save', [], []]);
  // More of them are heard by nobody but their agent.
  ask(session, 8, 'r5b');
  expect([session.to(8).length, session.to(1)]).toEqual([1, []]);
  session.pass(10_001);
  ask(session, 8, 'r6');
  expect(session.to(1)).toEqual([expect.objectContaining({ t: 'assist_requested', requestId: '6' })]);
});

test('I10 an agent who is not heard takes nobody else’s question along', () => {
  const session = helping();
  ask(session, 3, 'b', ['click']);
  for (let n = 0; n < 6; n++) ask(session, 2, `r${n}`);
  expect(session.live.asks?.map(({ requestId }) => requestId)).toEqual(['b']);
  expect(session.to(1)).toEqual([]);
});

test('I11 one agent holds it: it is handed over once the customer agrees, and not before', () => {
  const session = granted();
  ask(session, 3, 'b', ['click']);
  expect(session.live.assist).toEqual({ seat: 2, types: ['scroll_page', 'edit_form'] });
  answer(session, true);
  for (const connection of [1, 2, 3])
    expect(session.to(connection)).toEqual([
      { t: 'assist_stopped', ...ada, types: ['scroll_page', 'edit_form'], reason: 'handed_over' },
      { t: 'assist_started', ...ben, types: ['click'], requestId: 'b' },
    ]);
});

test('I11 a holder who asks for more keeps what there is; who asks for what is held already is told so', () => {
  const session = granted(['scroll_page']);
  ask(session, 2, 's', ['scroll_page']);
  expect([session.to(2), session.to(1)]).toEqual([[{ t: 'assist_started', ...ada, types: ['scroll_page'], requestId: 's' }], []]);
  ask(session, 2, 't', ['click']);
  answer(session, true);
  expect(session.to(3)).toEqual([
    { t: 'assist_stopped', ...ada, types: ['scroll_page'], reason: 'handed_over' },
    { t: 'assist_started', ...ada, types: ['scroll_page', 'click'], requestId: 't' },
  ]);
});

test('I10 a question that is answered at once takes the place of the one before it', () => {
  const session = granted(['scroll_page']);
  ask(session, 2, 's', ['click']);
  expect(session.live.asks).toHaveLength(1);
  ask(session, 2, 't', ['scroll_page']);
  expect([session.live.asks, session.to(1).map(({ t }) => t), session.to(2).map(({ t }) => t)]).toEqual([
    [],
    ['assist_request_gone'],
    ['assist_started'],
  ]);
});

test('I12 either side stops it; others cannot', () => {
  const stopped = (reason: string) => ({ t: 'assist_stopped', ...ada, types: ['scroll_page', 'edit_form'], reason });
  const session = granted();
  expect(stop(session, 3)).toEqual([]);
  stop(session, 1);
  expect([session.types()[0], session.to(1), session.to(2), session.to(3)]).toEqual([
    'save',
    [stopped('by_customer')],
    [stopped('by_customer')],
    [stopped('by_customer')],
  ]);
  expect(stop(session, 1)).toEqual([]);
  const other = granted();
  stop(other, 2);
  expect(other.to(1)).toEqual([stopped('by_agent')]);
  expect(refusalOf(other.live, RULES, { seat: 2, type: 'scroll_page' })).toBe('no_grant');
});

test('I12 it ends with its holder, a pause and the session, and each says so before what brings it about', () => {
  const stopped = (reason: string) => ({ t: 'assist_stopped', ...ada, types: ['scroll_page', 'edit_form'], reason });
  const left = granted();
  left.dispatch({ type: 'leave', by: { connection: 2 }, now: left.now });
  expect(left.to(1)).toMatchObject([stopped('left'), { t: 'agent_left' }]);
  const removed = granted();
  removed.dispatch({ type: 'remove', connection: 1, userId: 'ada', now: removed.now });
  expect(removed.to(2)).toMatchObject([stopped('left'), { t: 'ended', reason: 'removed' }]);
  expect(removed.types().slice(0, 2)).toEqual(['departed', 'save']);
  const paused = granted();
  ask(paused, 3, 'b');
  paused.dispatch({ type: 'pause', connection: 1, now: paused.now });
  expect(paused.types()[0]).toBe('pause_view');
  expect(paused.to(2)).toEqual([stopped('paused'), { t: 'paused' }]);
  expect(paused.to(3)).toEqual([stopped('paused'), { t: 'assist_denied', requestId: 'b', reason: 'disabled' }, { t: 'paused' }]);
  expect(paused.to(1)).toEqual([stopped('paused'), { t: 'assist_request_gone', requestId: '2' }]);
  for (const by of [1, 2]) {
    const ended = granted();
    ended.dispatch({ type: 'end', by: { connection: by }, now: ended.now });
    for (const connection of [1, 2, 3]) expect(ended.to(connection)).toMatchObject([stopped('session_ended'), { t: 'ended' }]);
  }
});

test('I12 a lost connection keeps it until the seat goes', () => {
  const session = granted();
  session.close(2);
  expect(session.to(1)).toMatchObject([{ t: 'agent_presence', present: false }]);
  session.pass(60_000);
  session.enter(7, 'a-2', 'a-3');
  expect(session.to(7)).toMatchObject([{ t: 'welcome', assist: { ...ada, types: ['scroll_page', 'edit_form'] } }]);
  session.close(7);
  session.pass(RULES.reconnectWindowMs);
  expect(session.to(1)).toMatchObject([{ t: 'assist_stopped', reason: 'left' }, { t: 'agent_left' }]);
});

test('I12 it survives another page of the customer that allows it, and ends with one that does not; so do questions', () => {
  const session = granted();
  ask(session, 3, 'b', ['click']);
  session.dispatch(pageOf(session, 4, ['key-2', 'key-3']));
  expect(session.to(4)).toMatchObject([
    { t: 'welcome', assist: { ...ada, types: ['scroll_page', 'edit_form'] }, assistAsked: { requestId: '2', ...ben, types: ['click'] } },
  ]);
  // Until the page has said what it allows, nothing is done on it.
  expect(refusalOf(session.live, RULES, { seat: 2, type: 'scroll_page' })).toBe('gone');
  say(session, allowing(), 4);
  expect(session.to(2)).toMatchObject([{ t: 'switches' }]);
  expect(refusalOf(session.live, RULES, { seat: 2, type: 'scroll_page' })).toBeUndefined();

  session.dispatch(pageOf(session, 5, ['key-3', 'key-4']));
  say(session, allowing(['scroll_page']), 5);
  expect(session.to(2)).toMatchObject([
    { t: 'switches' },
    { t: 'assist_stopped', types: ['scroll_page', 'edit_form'], reason: 'navigated' },
    { t: 'assist_started', types: ['scroll_page'] },
  ]);
  expect(session.to(3)).toContainEqual({ t: 'assist_denied', requestId: 'b', reason: 'disabled' });
  expect(session.to(5).at(-1)).toEqual({ t: 'assist_request_gone', requestId: '2' });
  session.dispatch(pageOf(session, 6, ['key-4', 'key-5']));
  say(session, allowing([]), 6);
  expect(session.to(2)).toMatchObject([{ t: 'switches' }, { t: 'assist_stopped', types: ['scroll_page'], reason: 'navigated' }]);
  expect(session.live.assist).toBeUndefined();
});

test('I13 grant, question and switches survive a restart; what the account allows no more does not', () => {
  const session = granted();
  ask(session, 3, 'b', ['click']);
  session.restore();
  session.enter(11, 'key-2', 'key-3');
  expect(session.to(11)).toMatchObject([
    {
      t: 'welcome',
      assist: { ...ada, types: ['scroll_page', 'edit_form'] },
      assistAsked: { ...ben, requestId: '2' },
      switches: { assist: { types: ALL } },
    },
  ]);
  answer(session, true, 11);
  expect(session.live.assist).toEqual({ seat: 3, types: ['click'] });
  const off = { ...RULES, allows: { ...RULES.allows, remoteAssist: false } };
  expect(heldTo(session.live, off)).toMatchObject({ assist: undefined });
  expect(heldTo(session.live, RULES)).toBe(session.state);
});

test('I14 what the customer’s page answers goes to that agent alone, and nobody else can say it', () => {
  const session = helping();
  const message = { t: 'assist_refused', act: 5, type: 'click', reason: 'masked' } as const;
  const say = (connection: number, seat: number) => session.dispatch({ type: 'answer_agent', connection, seat, message, now: session.now });
  say(1, 3);
  expect([session.to(1), session.to(2), session.to(3)]).toEqual([[], [], [message]]);
  for (const [connection, seat] of [
    [2, 3],
    [1, 1],
    [1, 99],
  ] as const)
    expect(say(connection, seat)).toEqual([]);
});

test('I12 a question that is asked while nobody is there to answer waits for the customer; one of a page that is gone lapses', () => {
  const session = helping();
  session.close(1);
  ask(session, 2, 'r');
  expect(session.types()).toEqual(['save']);
  session.enter(9, 'key-2', 'key-3');
  expect(session.to(9)).toMatchObject([{ t: 'welcome', assistAsked: { requestId: '1', ...ada } }]);
  const { state } = session;
  const over = reduce(state, { type: 'end', by: { connection: 9 }, now: session.now }, RULES);
  expect(over.state).not.toHaveProperty('assist');
});
