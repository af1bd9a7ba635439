import { CloseCode, ERROR_TABLE, errorObject } from '@sightline/protocol';
import { enter, refuseEntering } from './enter.js';
import type { SessionEffect } from './effect.js';
import type { SessionEvent } from './event.js';
import { reserve } from './reserve.js';
import { type LiveSession, type SessionRules, type SessionState, seatOfConnection } from './state.js';
import { broadcast, dropAgent, endSession, nothing, type Step, withSeat } from './step.js';
import { tick } from './tick.js';

/** The whole life of a session as one function: state and event make the next state and what is to be done. */
export function reduce(state: SessionState, event: SessionEvent, rules: SessionRules): Step {
  switch (state.phase) {
    case 'live':
      return live(state, event, rules);
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
      const seat = seatOfConnection(session, event.connection);
      if (seat?.role !== 'agent') return nothing(session);
      const step = dropAgent(session, seat, 'left');
      return { state: step.state, effects: [...step.effects, { type: 'close', connection: event.connection, code: CloseCode.Ended }] };
    }
    case 'end': {
      const { by } = event;
      const seat = 'seat' in by ? session.seats.find((one) => one.number === by.seat) : seatOfConnection(session, by.connection);
      if (!seat) return nothing(session);
      return endSession(session, {
        reason: seat.role === 'customer' ? 'ended_by_customer' : 'ended_by_agent',
        endedBy: seat,
        now: event.now,
      });
    }
    case 'pause':
    case 'resume':
      return pause(session, event.connection, event.type === 'pause');
    case 'focus': {
      if (seatOfConnection(session, event.connection)?.role !== 'customer') return nothing(session);
      return { state: session, effects: broadcast(session, { t: 'customer_focus', focused: event.focused }, event.connection) };
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
      const error = { ...errorObject('9999:session_error_retry', ERROR_TABLE['9999:session_error_retry']) };
      const told = broadcast(session, { t: 'error', error });
      const { state, effects } = endSession(session, { reason: 'error', now: event.now });
      return { state, effects: [...told, ...effects] };
    }
    case 'tick':
      return tick(session, event.now, rules);
    default:
      return event satisfies never;
  }
}

/** A connection is gone: away, not left (surface §10). */
function closed(session: LiveSession, connection: number, now: number): Step {
  const seat = seatOfConnection(session, connection);
  if (!seat) return nothing(session);
  const state = withSeat(session, { ...seat, presence: { at: 'lost', since: now } });
  const effects: SessionEffect[] = [{ type: seat.role === 'agent' ? 'unwatch' : 'uncapture', connection }];
  if (seat.role === 'customer') effects.push(...broadcast(state, { t: 'customer_away' }));
  return { state, effects };
}

/** Pausing is the customer's alone. What the service holds of the view is gone before anyone is told. */
function pause(session: LiveSession, connection: number, paused: boolean): Step {
  if (seatOfConnection(session, connection)?.role !== 'customer' || session.paused === paused) return nothing(session);
  const state = { ...session, paused };
  const told = broadcast(state, { t: paused ? 'paused' : 'resumed' });
  return {
    state,
    effects: paused ? [{ type: 'pause_view' }, { type: 'save' }, ...told] : [{ type: 'save' }, ...told, { type: 'resume_view' }],
  };
}
