import { CloseCode, errorOf } from '@sightline/protocol';
import { accountChanged, policyTaken } from './account.js';
import { remove, respond } from './approval.js';
import { requestAssist, respondAssist, stopAssist } from './assist.js';
import { coverDone, covered, pause, resume } from './cover.js';
import { enter, refuseEntering } from './enter.js';
import { bid, dropAgent, endSession, nameOf } from './departure.js';
import type { SessionEffect } from './effect.js';
import type { SessionEvent } from './event.js';
import { reserve } from './reserve.js';
import { type LiveSession, type Seat, type SessionRules, type SessionState, seatOfConnection } from './state.js';
import { setSwitches } from './set-switches.js';
import { broadcast, nothing, type Step, tell, withoutSeat, withSeat } from './step.js';
import { tick } from './tick.js';

/** Changes of the rules a session remembers. */
const RULES_KEPT = 32;

/** The whole life of a session as one function: state and event make the next state and what is to be done. */
export function reduce(state: SessionState, event: SessionEvent, rules: SessionRules): Step {
  switch (state.phase) {
    case 'live':
      return coverDone(live(state, event, rules));
    case 'ended':
      return ended(state, event);
    default:
      return state satisfies never;
  }
}

/** Over is over: only those who ask get an answer. */
function ended(state: SessionState, event: SessionEvent): Step {
  if (event.type === 'reserve')
    return { state, effects: [{ type: 'answer', request: event.request, result: { ok: false, error: '1006:pin_not_found' } }] };
  return event.type === 'enter' ? refuseEntering(state, event.connection) : nothing(state);
}

function live(session: LiveSession, event: SessionEvent, rules: SessionRules): Step {
  switch (event.type) {
    case 'reserve':
      return reserve(session, event, rules);
    case 'enter':
      return enter(session, event, rules);
    case 'closed':
      return closed(session, event.connection, event.now);
    case 'leave': {
      const seat = seatOf(session, event.by);
      if (seat?.role !== 'agent') return nothing(session);
      const step = dropAgent(session, seat, { reason: 'left', now: event.now });
      const { presence } = seat;
      if (presence.at !== 'connected') return step;
      return { state: step.state, effects: [...step.effects, { type: 'close', connection: presence.connection, code: CloseCode.Ended }] };
    }
    case 'end': {
      const seat = seatOf(session, event.by);
      if (!seat) return nothing(session);
      // Who has not been let in has nothing to end but his own part.
      if (seat.waiting) {
        const step = dropAgent(session, seat, { reason: 'left', now: event.now });
        return {
          state: step.state,
          effects: [...step.effects, ...bid(seat, { t: 'ended', reason: 'ended_by_agent', endedBy: nameOf(seat) })],
        };
      }
      return endSession(session, {
        reason: seat.role === 'customer' ? 'ended_by_customer' : 'ended_by_agent',
        endedBy: seat,
        now: event.now,
      });
    }
    case 'pause':
      return pause(session, event, rules);
    case 'resume':
      return resume(session, event, rules);
    case 'covered':
      return covered(session, event.connection);
    case 'respond':
      return respond(session, event, rules);
    case 'remove':
      return remove(session, event);
    case 'focus': {
      // Paused, her page keeps it to itself, and tells it after.
      if (seatOfConnection(session, event.connection)?.role !== 'customer' || session.paused) return nothing(session);
      return { state: session, effects: broadcast(session, { t: 'customer_focus', focused: event.focused }, event.connection) };
    }
    case 'rules': {
      const before = session.rules ?? [];
      const customer = seatOfConnection(session, event.connection);
      if (customer?.role !== 'customer') return nothing(session);
      const told = { t: 'rules', hash: event.hash } as const;
      // Another page by the same rules: only she has not heard of them.
      if (before.at(-1) === event.hash) return { state: session, effects: tell(customer, told) };
      const state = { ...session, rules: [...before, event.hash].slice(-RULES_KEPT) };
      if (!session.paused) return { state, effects: [{ type: 'save' }, ...broadcast(state, told)] };
      return { state: { ...state, held: { ...session.held, rules: true } }, effects: [{ type: 'save' }, ...tell(customer, told)] };
    }
    case 'switches':
      return setSwitches(session, event, rules);
    case 'account':
      return accountChanged(session, event.before, rules);
    case 'policy':
      return policyTaken(session, event.connection, rules);
    case 'request_assist':
      return requestAssist(session, event, rules);
    case 'respond_assist':
      return respondAssist(session, event, rules);
    case 'stop_assist':
      return stopAssist(session, event.connection);
    case 'answer_agent': {
      const agent = session.seats.find((seat) => seat.role === 'agent' && seat.number === event.seat);
      const mayHear = agent !== undefined && !agent.waiting && !session.paused;
      if (seatOfConnection(session, event.connection)?.role !== 'customer' || !mayHear) return nothing(session);
      return { state: session, effects: tell(agent, event.message) };
    }
    case 'pin_claimed': {
      // An agent who came in between joined by the old PIN, which is the session's for good.
      if (session.pin.fixed) return { state: session, effects: [{ type: 'release_pin', pin: event.code }] };
      const state = { ...session, pin: { code: event.code, fixed: false, since: event.now } };
      const message = { t: 'pin', pinCode: event.code } as const;
      return { state, effects: [{ type: 'save' }, { type: 'release_pin', pin: session.pin.code }, ...broadcast(state, message)] };
    }
    case 'stream':
      return event.number > session.lastStream
        ? { state: { ...session, lastStream: event.number }, effects: [{ type: 'save' }] }
        : nothing(session);
    case 'fail': {
      const error = { ...errorOf(event.error) };
      const told = broadcast(session, { t: 'error', error });
      const { state, effects } = endSession(session, { reason: 'error', now: event.now });
      return { state, effects: [...told, ...effects] };
    }
    case 'release': {
      const seat = session.seats.find(({ presence, keys }) => presence.at === 'reserved' && keys.current === event.keyHash);
      // The last seat lapses by its own time, and the session with it.
      if (!seat || session.seats.length === 1) return nothing(session);
      return { state: withoutSeat(session, seat), effects: [{ type: 'save' }] };
    }
    case 'expire':
      return endSession(session, { reason: 'expired', now: event.now });
    case 'tick':
      return tick(session, event.now, rules);
    default:
      return event satisfies never;
  }
}

const seatOf = (session: LiveSession, by: { connection: number } | { seat: number }): Seat | undefined =>
  'seat' in by ? session.seats.find((one) => one.number === by.seat) : seatOfConnection(session, by.connection);

/** A connection is gone: away, not left (surface §10). */
function closed(session: LiveSession, connection: number, now: number): Step {
  const seat = seatOfConnection(session, connection);
  if (!seat) return nothing(session);
  const state = withSeat(session, { ...seat, presence: { at: 'lost', since: now } });
  const effects: SessionEffect[] = [{ type: seat.role === 'agent' ? 'unwatch' : 'uncapture', connection }];
  if (seat.role === 'customer') effects.push(...broadcast(state, { t: 'customer_away' }));
  else if (!seat.waiting) effects.push(...broadcast(state, { t: 'agent_presence', userId: seat.userId, present: false }));
  return { state, effects };
}
