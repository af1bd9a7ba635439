import { type Admitted, type Ended, LIMITS, PATHS } from '@sightline/protocol';
import { formatSite } from '../access/site.js';
import { markOf } from './color.js';
import { bid, dropAgent, nameOf } from './departure.js';
import { assistTold } from './assist.js';
import type { SessionEffect } from './effect.js';
import {
  customerSeat,
  joinedAgents,
  keysOf,
  type LiveSession,
  type Seat,
  type SessionRules,
  seatOfConnection,
  waitingAgents,
} from './state.js';
import { broadcast, nothing, type Step, tell, withSeat } from './step.js';
import { switchesTold } from './switches.js';

/** The agents as another one, or the customer, sees them. */
export const agentsFor = (session: LiveSession, seat: Seat): Admitted['agents'] =>
  joinedAgents(session)
    .filter((agent) => agent.number !== seat.number)
    .map((agent) => ({
      userId: agent.userId,
      userName: agent.userName,
      ...(agent.presence.at === 'lost' && { present: false }),
      ...markOf(agent),
    }));

export function customerFor(session: LiveSession): Admitted['customer'] {
  const customer = customerSeat(session);
  if (!customer?.joined) return null;
  return { userId: customer.userId, userName: customer.userName, present: customer.presence.at === 'connected', ...markOf(customer) };
}

/** Where the assets are for the page that holds a seat. */
export const assetBase = ({ assetKey }: Seat): string => `${PATHS.asset}/${assetKey ?? 'none'}`;

/** Whose pictures an agent's page may load from where they are. */
export const directSitesTold = ({ directSites }: SessionRules): { directSites?: string[] } =>
  directSites.length > 0 ? { directSites: directSites.map(formatSite) } : {};

/** The rules the customer's page is shared by, for agents who may see it. */
export function rulesOf({ rules, held }: LiveSession): { rules?: string } {
  const now = held?.rules ? undefined : rules?.at(-1);
  return now === undefined ? {} : { rules: now };
}

/** What follows from an agent's being in: the PIN is the session's for good, and the trial's minutes run once she is there too. */
export function agentIn(session: LiveSession, now: number): LiveSession {
  const watched = joinedAgents(session).length > 0 && customerSeat(session)?.joined === true;
  const pin = joinedAgents(session).length > 0 ? { ...session.pin, fixed: true } : session.pin;
  return { ...session, pin, watchedAt: session.watchedAt ?? (watched ? now : undefined) };
}

/** The customer has just come to agents who were here before her: they too wait for her answer, and see nothing until then. */
export function askAboutAll(session: LiveSession): { state: LiveSession; effects: SessionEffect[] } {
  const agents = joinedAgents(session);
  const numbers = new Set(agents.map(({ number }) => number));
  const seats = session.seats.map((seat) => (numbers.has(seat.number) ? { ...seat, waiting: true } : seat));
  const effects: SessionEffect[] = agents.flatMap((seat) => [
    ...(seat.presence.at === 'connected' ? [{ type: 'unwatch' as const, connection: seat.presence.connection }] : []),
    ...tell(seat, { t: 'waiting' }),
  ]);
  return { state: { ...session, seats }, effects: [...effects, { type: 'watchers', present: 0 }] };
}

/** The customer's answer to an agent who waits. */
export function respond(
  session: LiveSession,
  event: { connection: number; userId: string; allow: boolean; now: number },
  rules: SessionRules,
): Step {
  const seat = waitingAgents(session).find(({ userId }) => userId === event.userId);
  if (seatOfConnection(session, event.connection)?.role !== 'customer' || !seat) return nothing(session);
  if (!event.allow) return remove(session, event);
  const { waiting: _, ...admitted } = seat;
  const state = agentIn(withSeat(session, { ...admitted, joinedAt: admitted.joinedAt ?? event.now }), event.now);
  const { userId, userName, presence } = admitted;
  const effects: SessionEffect[] = [{ type: 'save' }];
  if (presence.at === 'connected') {
    const { paused, pin } = state;
    const message: Admitted = {
      t: 'admitted',
      pinCode: pin.code,
      paused,
      agents: agentsFor(state, admitted),
      customer: customerFor(state),
      assetBase: assetBase(admitted),
      ...directSitesTold(rules),
      ...rulesOf(state),
      ...switchesTold(state, rules),
      ...assistTold(state, admitted),
    };
    effects.push(...tell(admitted, message));
  }
  const agentCount = joinedAgents(state).length;
  const told = presence.at === 'connected' ? presence.connection : undefined;
  effects.push(...broadcast(state, { t: 'agent_joined', userId, userName, agentCount, ...markOf(admitted) }, told));
  if (told !== undefined) effects.push({ type: 'watch', connection: told, seat: seat.number, position: undefined, fresh: true });
  effects.push({ type: 'watchers', present: agentCount });
  return { state, effects };
}

/**
 * Sends an agent away for good. One who left in the same moment is kept away as well: she meant him, not his connection.
 */
export function remove(session: LiveSession, { connection, userId, now }: { connection: number; userId: string; now: number }): Step {
  const customer = seatOfConnection(session, connection);
  const already = session.removed ?? [];
  if (customer?.role !== 'customer' || already.some((one) => one.userId === userId) || already.length >= LIMITS.removed)
    return nothing(session);
  const seat = session.seats.find((one) => one.role === 'agent' && one.userId === userId);
  const state = { ...session, removed: [...already, { userId, keys: seat ? keysOf(seat) : [] }] };
  if (!seat) return { state, effects: [{ type: 'save' }] };
  const step = dropAgent(state, seat, { reason: 'removed', now });
  const ended: Ended = { t: 'ended', reason: 'removed', endedBy: nameOf(customer) };
  // Kept before anyone is told: he must not find the door open after a crash.
  const [departures, others] = [
    step.effects.filter(({ type }) => type === 'departed'),
    step.effects.filter(({ type }) => type !== 'save' && type !== 'departed'),
  ];
  return { state: step.state, effects: [...departures, { type: 'save' }, ...others, ...bid(seat, ended)] };
}
