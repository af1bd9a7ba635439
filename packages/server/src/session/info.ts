import type { StateAnswer } from '@sightline/protocol';
import { agentsFor } from './approval.js';
import { markOf } from './color.js';
import { type LiveSession, type Seat, type SessionRules, waitingAgents } from './state.js';
import { multiTabOf } from './switches.js';

/** What a customer's key tells of the session without entering it: what her welcome would say. */
export function infoFor(session: LiveSession, seat: Seat, rules: SessionRules): StateAnswer['info'] {
  if (seat.role !== 'customer') return undefined;
  const multiTab = multiTabOf(rules);
  return {
    pinCode: session.pin.code,
    startTime: new Date(session.startedAt).toISOString(),
    paused: session.paused,
    you: { userId: seat.userId, userName: seat.userName, role: seat.role, ...markOf(seat) },
    agents: agentsFor(session, seat),
    asking: waitingAgents(session).map(({ userId, userName }) => ({ userId, userName })),
    reconnectWindowMs: rules.reconnectWindowMs,
    ...(multiTab !== undefined && { multiTab }),
  };
}
