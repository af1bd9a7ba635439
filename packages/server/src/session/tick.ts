import { lapsed } from './assist.js';
import { coverLate } from './cover.js';
import { dropAgent, endSession } from './departure.js';
import type { SessionEffect } from './effect.js';
import { customerSeat, joinedAgents, type LiveSession, type Seat, type SessionRules } from './state.js';
import { type Step, withoutSeat } from './step.js';

const lapse = (seat: Seat, rules: SessionRules): number | undefined => {
  switch (seat.presence.at) {
    case 'reserved':
      return seat.presence.until;
    case 'lost':
      return seat.presence.since + rules.reconnectWindowMs;
    case 'connected':
      return undefined;
    default:
      return seat.presence satisfies never;
  }
};

const waitsForCustomer = (session: LiveSession): boolean => session.openedBy === 'agent' && !customerSeat(session)?.joined;
const replacesPin = (session: LiveSession): boolean => !session.pin.fixed;

/** When the next `tick` matters: the earliest of all clocks of the session, in milliseconds since the epoch. */
export function nextDeadline(session: LiveSession, rules: SessionRules): number {
  const times = [session.startedAt + rules.sessionMaxMs];
  if (waitsForCustomer(session)) times.push(session.startedAt + rules.waitForCustomerMs);
  if (replacesPin(session)) times.push(session.pin.since + rules.pinTtlMs);
  if (session.covering) times.push(session.covering.until);
  for (const { until } of session.asks ?? []) times.push(until);
  for (const seat of session.seats) times.push(lapse(seat, rules) ?? Number.POSITIVE_INFINITY);
  return Math.min(...times);
}

/** Carries out every clock that has run down (surface §10). */
export function tick(session: LiveSession, now: number, rules: SessionRules): Step {
  if (now >= session.startedAt + rules.sessionMaxMs) return endSession(session, { reason: 'expired', now });
  const late = coverLate(session, now);
  const asked = lapsed(late.state, now);
  let { state } = asked;
  const effects: SessionEffect[] = [...late.effects, ...asked.effects];
  const due = session.seats.filter((seat) => (lapse(seat, rules) ?? Number.POSITIVE_INFINITY) <= now);
  for (const seat of due) {
    if (!seat.joined) {
      state = withoutSeat(state, seat);
      effects.push({ type: 'save' });
    } else if (seat.role === 'agent') {
      const step = dropAgent(state, seat, { reason: 'disconnected', now });
      state = step.state;
      effects.push(...step.effects);
    } else {
      return after(effects, endSession(state, { reason: 'connection_lost', now }));
    }
  }
  const allAgentsLost = due.some((seat) => seat.role === 'agent' && seat.joined && !seat.waiting) && joinedAgents(state).length === 0;
  if (allAgentsLost && !state.seats.some((seat) => seat.role === 'agent'))
    return after(effects, endSession(state, { reason: 'all_left', now }));
  if (waitsForCustomer(state) && now >= state.startedAt + rules.waitForCustomerMs)
    return after(effects, endSession(state, { reason: 'wait_timeout', now }));
  // Its opener never came, or the last agent left a session without a customer and nobody came back.
  if (due.length > 0 && state.seats.length === 0) return after(effects, endSession(state, { reason: 'connection_lost', now }));
  if (replacesPin(state) && now >= state.pin.since + rules.pinTtlMs) {
    effects.push({ type: 'replace_pin', old: state.pin.code });
    state = { ...state, pin: { ...state.pin, since: now } };
  }
  return { state, effects };
}

const after = (effects: SessionEffect[], step: Step): Step => ({ state: step.state, effects: [...effects, ...step.effects] });
