import { CloseCode, type ErrorId, errorOf, PROTOCOL_VERSION, type ServerMessage, type Welcome } from '@sightline/protocol';
import { withPolicyOfWelcome } from './account.js';
import { agentIn, agentsFor, askAboutAll, assetBase, customerFor, directSitesTold, rulesOf } from './approval.js';
import { markOf } from './color.js';
import { assistTold } from './assist.js';
import { nameOf } from './departure.js';
import type { SessionEffect } from './effect.js';
import type { EnterEvent } from './event.js';
import {
  customerSeat,
  joinedAgents,
  type LiveSession,
  type Seat,
  type SessionRules,
  type SessionState,
  seatOfKey,
  waitingAgents,
  wasRemoved,
  wasSuperseded,
} from './state.js';
import { broadcast, type Step, tell, withSeat } from './step.js';
import { pageAddress } from './page-address.js';
import { switchesTold } from './switches.js';

/** Closes a connection whose key is good for nothing here. */
export const refuseEntering = (state: SessionState, connection: number, error: ErrorId = '1011:session_gone'): Step => ({
  state,
  effects: [
    {
      type: 'send',
      to: connection,
      message: { t: 'refused', error: { ...errorOf(error) } },
    },
    { type: 'close', connection, code: CloseCode.Refused },
  ],
});

/** One whom the customer sent away while he was not connected learns it when he comes back. */
function sendAway(session: LiveSession, connection: number): Step {
  const customer = customerSeat(session);
  const endedBy = customer && { endedBy: nameOf(customer) };
  const effects: SessionEffect[] = [
    { type: 'send', to: connection, message: { t: 'ended', reason: 'removed', ...endedBy } },
    { type: 'close', connection, code: CloseCode.Ended },
  ];
  return { state: session, effects };
}

/** Takes the seat a key is good for, whatever became of its old connection (surface §10), and gives the next key. */
export function enter(session: LiveSession, event: EnterEvent, rules: SessionRules): Step {
  const before = seatOfKey(session, event.keyHash, event.now);
  if (wasSuperseded(session, event.keyHash)) return refuseEntering(session, event.connection, '1015:duplicate_user');
  if (!before) return wasRemoved(session, event.keyHash) ? sendAway(session, event.connection) : refuseEntering(session, event.connection);
  const effects: SessionEffect[] = [];
  const capturing = before.role === 'customer';

  if (before.presence.at === 'connected') {
    const { connection } = before.presence;
    effects.push({ type: capturing ? 'uncapture' : 'unwatch', connection }, { type: 'close', connection, code: CloseCode.Replaced });
  }
  // What was shown to the page before is nobody's any more, where another one comes. An agent's names what it shows already.
  const samePage = before.joined && (capturing ? event.page === undefined : event.position !== undefined);
  const seat: Seat = {
    ...before,
    keys: { current: event.nextKeyHash, old: before.joined ? oldKeys(before, event.now, rules.oldKeyMs) : [] },
    joined: true,
    awaited: false,
    assetKey: samePage && before.assetKey !== undefined ? before.assetKey : event.nextAssetKey,
    presence: { at: 'connected', connection: event.connection },
    ...(before.role === 'agent' && !before.joined && session.approval && { waiting: true }),
  };
  let state = withSeat(session, seat.waiting ? seat : { ...seat, joinedAt: seat.joinedAt ?? event.now });
  const { page } = event;
  // While sharing is paused agents hear nothing of another page, and its address is not kept.
  const shown = page?.url === undefined || state.paused ? undefined : { url: pageAddress(page.url, rules.policy.keepQuery), tab: page.tab };
  if (capturing) state = { ...state, approval: event.approval, ...(shown?.url && !state.startUrl && { startUrl: shown.url }) };
  if (capturing) state = withPolicyOfWelcome(state, page !== undefined || event.takesPolicy, rules);
  // Each page says for itself what it allows.
  if (capturing && page) state = { ...state, switches: undefined };
  if (page && !shown) state = { ...state, held: { ...state.held, tab: page.tab } };
  const asked = capturing && !before.joined && event.approval ? askAboutAll(state) : { state, effects: [] };
  state = agentIn(asked.state, event.now);

  effects.push({ type: 'save' }, { type: 'send', to: event.connection, message: welcome(state, seat, event, rules) }, ...asked.effects);
  const customer = customerSeat(state);
  if (seat.waiting) {
    // Who has entered before was asked about then, and her page knows.
    const { userId, userName } = seat;
    if (!before.joined && customer) effects.push(...tell(customer, { t: 'agent_waiting', userId, userName }));
    return { state, effects };
  }
  const news = announcement(state, seat, before);
  if (news) effects.push(...broadcast(state, news, event.connection));
  if (shown && before.joined) effects.push(...broadcast(state, { t: 'customer_transferred', ...shown }, event.connection));
  if (capturing) {
    effects.push({ type: 'capture', connection: event.connection, position: event.position, page: page && { url: page.url } });
  } else {
    effects.push({ type: 'watch', connection: event.connection, seat: seat.number, position: event.position, fresh: !before.joined });
    effects.push({ type: 'watchers', present: joinedAgents(state).length });
  }
  return { state, effects };
}

const OLD_KEYS = 4;

/**
 * A seat's first key is used up at once; later ones stay good for a moment, in case the answer is lost. One used again gets no
 * longer for it.
 */
function oldKeys({ keys }: Seat, now: number, ms: number): Seat['keys']['old'] {
  return [...keys.old.filter(({ until }) => until >= now), { hash: keys.current, until: now + ms }].slice(-OLD_KEYS);
}

/** What the others are told: a new face, somebody who is back, or nothing. */
function announcement(state: LiveSession, seat: Seat, before: Seat): ServerMessage | undefined {
  const { userId, userName } = seat;
  const back = before.presence.at === 'lost';
  if (seat.role === 'agent') {
    if (!before.joined) return { t: 'agent_joined', userId, userName, agentCount: joinedAgents(state).length, ...markOf(seat) };
    return back ? { t: 'agent_presence', userId, present: true } : undefined;
  }
  if (!before.joined) return { t: 'customer_joined', userId, userName, ...markOf(seat) };
  // A page that takes over from one whose connection still stood was never away for the agents.
  return back ? { t: 'customer_back' } : undefined;
}

function welcome(state: LiveSession, seat: Seat, event: EnterEvent, rules: SessionRules): Welcome {
  const { waiting } = seat;
  const message: Welcome = {
    t: 'welcome',
    v: PROTOCOL_VERSION,
    sessionId: state.id,
    pinCode: state.pin.code,
    startTime: new Date(state.startedAt).toISOString(),
    paused: state.paused,
    key: event.nextKey,
    you: { userId: seat.userId, userName: seat.userName, role: seat.role, ...markOf(seat) },
    agents: waiting ? [] : agentsFor(state, seat),
    customer: waiting ? null : customerFor(state),
    pingMs: rules.pingMs,
    reconnectWindowMs: rules.reconnectWindowMs,
    spreadMs: event.spreadMs,
  };
  if (seat.role === 'agent') {
    if (waiting) return { ...message, waiting };
    return {
      ...message,
      assetBase: assetBase(seat),
      ...directSitesTold(rules),
      ...rulesOf(state),
      ...switchesTold(state, rules),
      ...assistTold(state, seat),
    };
  }
  // A page that names no position captures nothing yet: what the service holds is of the page before.
  const received = event.position && event.received;
  const asking = waitingAgents(state).map(({ userId, userName }) => ({ userId, userName }));
  return {
    ...message,
    ...(state.pausedBy && { pausedBy: state.pausedBy }),
    lastStream: state.lastStream,
    policy: rules.policy,
    assetBase: assetBase(seat),
    ...(received && { received }),
    ...(asking.length > 0 && { asking }),
    ...switchesTold(state, rules),
    ...assistTold(state, seat),
  };
}
