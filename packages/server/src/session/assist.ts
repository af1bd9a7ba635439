import type { AssistType, RefusalReason, ServerMessage } from '@sightline/protocol';
import type { SessionEffect } from './effect.js';
import {
  type AssistQuestion,
  customerSeat,
  type LiveSession,
  type Seat,
  type SessionRules,
  type SessionState,
  seatOfConnection,
} from './state.js';
import { broadcast, nothing, type Step, tell, withSeat } from './step.js';
import { switchesOf } from './switches.js';

type Stopped = Extract<ServerMessage, { t: 'assist_stopped' }>;
type Told = Extract<ServerMessage, { t: 'welcome' }>;
interface Change {
  state: LiveSession;
  effects: SessionEffect[];
}

/** How long the customer has to answer (surface §5). */
const ANSWER_MS = 30_000;
/** Questions of one agent within a while: more are not shown to anybody. */
const ASKS = 5;
const ASKS_MS = 10_000;

const allowedTypes = (session: LiveSession, rules: SessionRules): readonly AssistType[] => switchesOf(session, rules)?.assist.types ?? [];

const common = (types: readonly AssistType[], allowed: readonly AssistType[]): AssistType[] =>
  allowed.filter((type) => types.includes(type));

/** Who holds remote assist, and what for. */
function holderOf({ assist, seats }: LiveSession): { userId: string; userName: string; types: AssistType[] } | undefined {
  const seat = assist && seats.find(({ number }) => number === assist.seat);
  return seat && { userId: seat.userId, userName: seat.userName, types: assist.types };
}

function shownAs(session: LiveSession, { id, seat, types, until }: AssistQuestion): NonNullable<Told['assistAsked']> | undefined {
  const asker = session.seats.find(({ number }) => number === seat);
  return asker && { requestId: id, userId: asker.userId, userName: asker.userName, types, expiresAt: until };
}

/** What whoever enters is told. */
export function assistTold(session: LiveSession, seat: Seat): Pick<Told, 'assist' | 'assistAsked'> {
  const assist = holderOf(session);
  const [first] = session.asks ?? [];
  const assistAsked = seat.role === 'customer' && first ? shownAs(session, first) : undefined;
  return { ...(assist && { assist }), ...(assistAsked && { assistAsked }) };
}

/** Why an act may not be carried out, as far as the session knows. */
export function refusalOf(session: LiveSession, rules: SessionRules, act: { seat: number; type: AssistType }): RefusalReason | undefined {
  const { assist, paused } = session;
  if (paused) return 'paused';
  if (assist?.seat !== act.seat) return 'no_grant';
  if (!assist.types.includes(act.type)) return 'wrong_type';
  // The page it was granted on is left, and the next one has not said what it allows.
  return allowedTypes(session, rules).includes(act.type) ? undefined : 'gone';
}

/** The questions are these from now on: the customer is shown the first, and told of the one before it that it is gone, unless `answered`. */
function withAsks(session: LiveSession, asks: AssistQuestion[], answered = false): Change {
  const state = { ...session, asks };
  const customer = customerSeat(session);
  const before = session.asks?.[0];
  const [first] = asks;
  if (!customer || before?.id === first?.id) return { state, effects: [] };
  const asked = first && shownAs(session, first);
  const effects = [
    ...(before && !answered ? tell(customer, { t: 'assist_request_gone', requestId: before.id }) : []),
    ...(asked ? tell(customer, { t: 'assist_requested', ...asked }) : []),
  ];
  return { state, effects };
}

function stopGrant(session: LiveSession, reason: Stopped['reason']): Change {
  const holder = holderOf(session);
  if (!holder) return { state: session, effects: [] };
  return { state: { ...session, assist: undefined }, effects: broadcast(session, { t: 'assist_stopped', ...holder, reason }) };
}

/** One agent holds it at a time; who holds it already holds more. */
function grant(session: LiveSession, seat: Seat, { types, requestId }: { types: AssistType[]; requestId: string }): Change {
  const before = session.assist?.seat === seat.number ? session.assist.types : [];
  const stopped = stopGrant(session, 'handed_over');
  const state = { ...stopped.state, assist: { seat: seat.number, types: [...before, ...types.filter((type) => !before.includes(type))] } };
  return { state, effects: [...stopped.effects, ...started(state, requestId)] };
}

function started(session: LiveSession, requestId?: string): SessionEffect[] {
  const holder = holderOf(session);
  return holder ? broadcast(session, { t: 'assist_started', ...holder, ...(requestId !== undefined && { requestId }) }) : [];
}

const without = (session: LiveSession, seat: Seat): AssistQuestion[] => (session.asks ?? []).filter((ask) => ask.seat !== seat.number);

/** An agent asks; the newest question of each counts. Answered at once where nothing of it is allowed, or nobody has to be asked. */
export function requestAssist(
  session: LiveSession,
  { connection, requestId, types, now }: { connection: number; requestId: string; types: AssistType[]; now: number },
  rules: SessionRules,
): Step {
  const seat = seatOfConnection(session, connection);
  if (seat?.role !== 'agent' || seat.waiting) return nothing(session);
  // The newest question counts, one that is answered at once too: the one before it is asked no more.
  const answerNow = (message: ServerMessage): Step => {
    if (!session.asks?.some((ask) => ask.seat === seat.number)) return { state: session, effects: tell(seat, message) };
    const { state, effects } = withAsks(session, without(session, seat));
    return { state, effects: [{ type: 'save' }, ...effects, ...tell(seat, message)] };
  };
  const wanted = common(types, allowedTypes(session, rules));
  if (session.paused || wanted.length === 0) return answerNow({ t: 'assist_denied', requestId, reason: 'disabled' });
  const holder = session.assist?.seat === seat.number ? holderOf(session) : undefined;
  if (holder && wanted.every((type) => holder.types.includes(type))) return answerNow({ t: 'assist_started', ...holder, requestId });
  const lately = (seat.askedAt ?? []).filter((at) => at > now - ASKS_MS);
  if (lately.length >= ASKS) return answerNow({ t: 'assist_denied', requestId, reason: 'denied' });

  const asker = { ...seat, askedAt: [...lately, now] };
  const asking = withSeat(session, asker);
  const save: SessionEffect = { type: 'save' };
  if (!switchesOf(session, rules)?.assist.consent) {
    const alone = withAsks(asking, without(asking, asker));
    const granted = grant(alone.state, asker, { types: wanted, requestId });
    return { state: granted.state, effects: [save, ...alone.effects, ...granted.effects] };
  }
  const asked = (session.asked ?? 0) + 1;
  const question = { id: String(asked), requestId, seat: seat.number, types: wanted, until: now + ANSWER_MS };
  const { state, effects } = withAsks({ ...asking, asked }, [...without(asking, asker), question]);
  return { state, effects: [save, ...effects] };
}

/** The customer answers the question that is shown. */
export function respondAssist(
  session: LiveSession,
  { connection, requestId, allow }: { connection: number; requestId: string; allow: boolean },
  rules: SessionRules,
): Step {
  const [question, ...rest] = session.asks ?? [];
  const seat = question && session.seats.find(({ number }) => number === question.seat);
  if (seatOfConnection(session, connection)?.role !== 'customer' || !seat || question.id !== requestId) return nothing(session);
  const save: SessionEffect = { type: 'save' };
  const types = common(question.types, allowedTypes(session, rules));
  if (!allow || types.length === 0) {
    const next = withAsks(session, rest, true);
    const denied = tell(seat, { t: 'assist_denied', requestId: question.requestId, reason: allow ? 'disabled' : 'denied' });
    return { state: next.state, effects: [save, ...denied, ...next.effects] };
  }
  const granted = grant(session, seat, { types, requestId: question.requestId });
  const next = withAsks(granted.state, rest, true);
  return { state: next.state, effects: [save, ...granted.effects, ...next.effects] };
}

/** The customer or the holder ends it; an agent who has asked takes the question back. */
export function stopAssist(session: LiveSession, connection: number): Step {
  const seat = seatOfConnection(session, connection);
  if (!seat || seat.waiting) return nothing(session);
  const { state, effects } = seat.role === 'customer' ? stopGrant(session, 'by_customer') : stopAsking(session, seat, 'by_agent');
  return { state, effects: effects.length > 0 || state !== session ? [{ type: 'save' }, ...effects] : [] };
}

/** This agent holds nothing and asks for nothing any more. */
export function stopAsking(session: LiveSession, seat: Seat, reason: 'by_agent' | 'left'): Change {
  const stopped = session.assist?.seat === seat.number ? stopGrant(session, reason) : { state: session, effects: [] };
  if (!session.asks?.some((ask) => ask.seat === seat.number)) return stopped;
  const next = withAsks(stopped.state, without(session, seat));
  return { state: next.state, effects: [...stopped.effects, ...next.effects] };
}

/** Nobody holds it any more, and nobody's question is asked any more. */
export function endAssist(session: LiveSession, reason: 'paused' | 'session_ended'): Change {
  const stopped = stopGrant(session, reason);
  const next = withAsks(stopped.state, []);
  const denied = reason === 'paused' ? deny(session, session.asks ?? [], 'disabled') : [];
  return { state: next.state, effects: [...stopped.effects, ...denied, ...next.effects] };
}

/** The page allows less than the one before: what is held becomes less, or nothing. */
export function narrowAssist(session: LiveSession, rules: SessionRules, reason: 'by_customer' | 'navigated'): Change {
  const allowed = allowedTypes(session, rules);
  const { assist, asks = [] } = session;
  const vain = asks.filter(({ types }) => common(types, allowed).length === 0);
  const asking =
    vain.length > 0
      ? withAsks(
          session,
          asks.filter((ask) => !vain.includes(ask)),
        )
      : { state: session, effects: [] };
  const effects = [...deny(session, vain, 'disabled'), ...asking.effects];
  const types = common(assist?.types ?? [], allowed);
  if (!assist || types.length === assist.types.length) return { state: asking.state, effects };
  const stopped = stopGrant(asking.state, reason);
  if (types.length === 0) return { state: stopped.state, effects: [...stopped.effects, ...effects] };
  const state = { ...stopped.state, assist: { ...assist, types } };
  return { state, effects: [...stopped.effects, ...started(state), ...effects] };
}

/** A session that is taken up again: the account may allow less than it did. */
export const heldTo = (session: SessionState, rules: SessionRules): SessionState =>
  session.phase === 'live' && session.switches ? narrowAssist(session, rules, 'by_customer').state : session;

/** Questions nobody has answered in time. */
export function lapsed(session: LiveSession, now: number): Change {
  const { asks = [] } = session;
  const due = asks.filter(({ until }) => until <= now);
  if (due.length === 0) return { state: session, effects: [] };
  const next = withAsks(
    session,
    asks.filter((ask) => !due.includes(ask)),
  );
  return { state: next.state, effects: [...deny(session, due, 'timeout'), ...next.effects] };
}

const deny = ({ seats }: LiveSession, asks: readonly AssistQuestion[], reason: 'disabled' | 'timeout'): SessionEffect[] =>
  asks.flatMap(({ seat, requestId }) => {
    const asker = seats.find(({ number }) => number === seat);
    return asker ? tell(asker, { t: 'assist_denied', requestId, reason }) : [];
  });
