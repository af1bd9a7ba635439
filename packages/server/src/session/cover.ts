import { CloseCode } from '@sightline/protocol';
import { endAssist } from './assist.js';
import type { SessionEffect } from './effect.js';
import { pageAddress } from './page-address.js';
import { customerSeat, type LiveSession, type Seat, type SessionRules, seatOfConnection } from './state.js';
import { broadcast, nothing, type Step, tell } from './step.js';
import { switchesOf } from './switches.js';

const connectionsOf = (seats: readonly Seat[]): number[] =>
  seats.flatMap(({ presence }) => (presence.at === 'connected' ? [presence.connection] : []));

/**
 * The customer pauses. What the service holds of the view is gone before anyone is told; she is told when every agent has said
 * that he shows a curtain (surface §10).
 */
export function pause(
  session: LiveSession,
  event: { connection: number; now: number; by?: 'path' | undefined },
  rules: SessionRules,
): Step {
  if (seatOfConnection(session, event.connection)?.role !== 'customer') return nothing(session);
  // From now on it is the customer's own: no path ends it.
  if (session.paused && session.pausedBy && !event.by) return { state: { ...session, pausedBy: undefined }, effects: [{ type: 'save' }] };
  if (session.paused) return nothing(session);
  const agents = session.seats.filter((seat) => seat.role === 'agent' && !seat.waiting);
  const covering = { connections: connectionsOf(agents), until: event.now + rules.coverMs };
  const told = agents.flatMap((seat) => tell(seat, { t: 'paused' }));
  const unheld = endAssist(session, 'paused');
  return {
    state: { ...unheld.state, paused: true, pausedBy: event.by, covering },
    effects: [{ type: 'pause_view' }, { type: 'save' }, ...unheld.effects, ...told],
  };
}

/** Sharing goes on; what agents were not told of the page meanwhile they are told now. */
export function resume(session: LiveSession, event: { connection: number; url?: string | undefined }, rules: SessionRules): Step {
  const { connection } = event;
  const { held, startUrl, paused } = session;
  // A page that took it to be paused still says its address, too.
  if (seatOfConnection(session, connection)?.role !== 'customer' || (!paused && held?.tab === undefined)) return nothing(session);
  const url = pageAddress(event.url ?? '', rules.policy.keepQuery);
  const state = {
    ...session,
    paused: false,
    pausedBy: undefined,
    covering: undefined,
    held: undefined,
    ...(url && !startUrl && { startUrl: url }),
  };
  const hash = held?.rules && session.rules?.at(-1);
  const switches = held?.switches && switchesOf(state, rules);
  return {
    state,
    effects: [
      { type: 'save' },
      ...(paused ? broadcast(state, { t: 'resumed' }) : []),
      ...(held?.tab === undefined ? [] : broadcast(state, { t: 'customer_transferred', url, tab: held.tab }, connection)),
      ...(hash ? broadcast(state, { t: 'rules', hash }, connection) : []),
      ...(switches ? broadcast(state, { t: 'switches', ...switches }, connection) : []),
      ...(paused ? [{ type: 'resume_view' as const }] : []),
    ],
  };
}

/** This agent shows nothing any more. */
export function covered(session: LiveSession, connection: number): Step {
  const { covering } = session;
  if (!covering) return nothing(session);
  const connections = covering.connections.filter((one) => one !== connection);
  return { state: { ...session, covering: { ...covering, connections } }, effects: [] };
}

/** Agents who have not answered in time are cut: they see nothing more, and come back to a curtain. */
export function coverLate(session: LiveSession, now: number): { state: LiveSession; effects: SessionEffect[] } {
  const { covering } = session;
  if (!covering || now < covering.until) return { state: session, effects: [] };
  const late = new Set(covering.connections);
  const isLate = ({ presence }: Seat): boolean => presence.at === 'connected' && late.has(presence.connection);
  const seats = session.seats.map((seat) => (isLate(seat) ? { ...seat, presence: { at: 'lost' as const, since: now } } : seat));
  const effects = covering.connections.flatMap((connection): SessionEffect[] => [
    { type: 'unwatch', connection },
    { type: 'close', connection, code: CloseCode.Silent },
  ]);
  return { state: { ...session, seats }, effects };
}

/** Tells the customer that the pause is done, once nobody is left to wait for: after any step, since agents also just go. */
export function coverDone({ state, effects }: Step): Step {
  if (state.phase !== 'live' || !state.covering) return { state, effects };
  const here = new Set(connectionsOf(state.seats));
  const connections = state.covering.connections.filter((one) => here.has(one));
  if (connections.length > 0) return { state: { ...state, covering: { ...state.covering, connections } }, effects };
  const customer = customerSeat(state);
  const told = customer ? tell(customer, { t: 'paused' }) : [];
  return { state: { ...state, covering: undefined }, effects: [...effects, ...told] };
}
