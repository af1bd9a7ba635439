import { type Admitted, errorFromWire, type ServerMessage, type Welcome } from '@sightline/protocol';
import type { AssistArrival } from './assist.js';
import { type Context, emit } from './context.js';
import { tellFault } from './finish.js';
import { type Live, type Mark, markOf, type User } from './state.js';

/** What the service says to an agent in a session, in the order and words of surface §§4, 5. */
export function onMessage(ctx: Context, live: Live, message: ServerMessage): void {
  const { viewer } = live;
  if (ctx.state !== live) return;
  live.assist.message(message);
  if (ctx.state !== live) return;
  switch (message.t) {
    case 'pin':
      pinChanged(ctx, live, message.pinCode);
      break;
    case 'waiting':
      waitFrom(live);
      break;
    case 'admitted':
      admitted(ctx, live, message);
      break;
    case 'agent_joined':
      agentJoined(ctx, live, message, message.agentCount);
      break;
    case 'agent_left':
      agentLeft(ctx, live, message);
      break;
    case 'agent_presence':
      live.shared.agents = live.shared.agents.map((a) => (a.userId === message.userId ? { ...a, present: message.present } : a));
      showPeople(live);
      break;
    case 'customer_joined':
      customerNow(ctx, live, { userId: message.userId, userName: message.userName, present: true, ...markOf(message) });
      break;
    case 'customer_away':
    case 'customer_back':
      if (live.shared.customer) customerNow(ctx, live, { ...live.shared.customer, present: message.t === 'customer_back' });
      break;
    case 'rules':
      viewer.rules(message.hash);
      break;
    case 'customer_transferred':
      emit(ctx, 'customer_transferred', { url: message.url, tab: message.tab });
      break;
    case 'customer_focus':
      emit(ctx, message.focused ? 'customer_focus_gained' : 'customer_focus_lost', {});
      break;
    case 'paused':
    case 'resumed':
      pausedNow(ctx, live, message.t === 'paused');
      break;
    case 'forget':
      viewer.forget();
      break;
    case 'error':
      tellFault(ctx, errorFromWire(message.error, '9999:session_error'));
      break;
    case 'welcome':
    case 'refused':
    case 'ended':
    case 'restarting':
    case 'ping':
    case 'pong':
      // The link's own.
      break;
    case 'keyframe':
    case 'idle':
    case 'asset_needed':
    case 'agent_waiting':
    case 'assist_requested':
    case 'assist_request_gone':
    case 'policy':
      // To the customer only.
      break;
    case 'switches':
    case 'assist_started':
    case 'assist_stopped':
    case 'assist_denied':
    case 'assist_refused':
    // `assist` has heard it already.
    case 'erased':
    case 'drawings_cleared':
    case 'proposal_answered':
      viewer.message(message);
      break;
    default:
      // A newer service may say more than this build knows.
      message satisfies never;
  }
}

/** The first events of a session just entered, or of one whose customer has let him in (surface §4). */
export function tellOpening(ctx: Context, live: Live, arrival: AssistArrival): void {
  tellWhoIsHere(ctx, live);
  if (ctx.state === live) live.assist.welcome(arrival);
}

function tellWhoIsHere(ctx: Context, live: Live): void {
  const { opening } = live;
  const { sessionId, pinCode, agents, customer } = live.shared;
  live.opening = undefined;
  if (opening === 'start') {
    emit(ctx, 'pincode_updated', { pinCode, pincode: pinCode });
    emit(ctx, 'session_started', { sessionId, pinCode });
  } else if (opening === 'join') emit(ctx, 'session_joined', { sessionId, pinCode });
  // A handler may have left the session.
  for (const { userId, userName } of agents)
    if (ctx.state === live) emit(ctx, 'agent_joined', { userId, userName, agentCount: agents.length + 1 });
  if (!customer || ctx.state !== live) return;
  emit(ctx, 'customer_joined', { userId: customer.userId, userName: customer.userName });
  if (!customer.present && ctx.state === live) emit(ctx, 'customer_away', {});
}

/** The connection is back: whatever changed meanwhile is told as if it happened now. */
export function cameBack(ctx: Context, live: Live, welcome: Welcome): void {
  const { shared } = live;
  if (ctx.state !== live) return;
  shared.away = false;
  live.viewer.welcome(welcome);
  emit(ctx, 'session_reconnected', {});
  if (welcome.waiting) return waitFrom(live);
  if (shared.waiting) return admitted(ctx, live, welcome);
  showCurtain(live);
  pinChanged(ctx, live, welcome.pinCode);
  for (const agent of shared.agents.filter((a) => !has(welcome.agents, a)))
    agentLeft(ctx, live, { ...agent, reason: 'disconnected', agentCount: shared.agents.length });
  for (const agent of welcome.agents.filter((a) => !has(shared.agents, a))) agentJoined(ctx, live, agent, shared.agents.length + 2);
  live.shared.agents = welcome.agents;
  showPeople(live);
  if (welcome.customer) customerNow(ctx, live, welcome.customer);
  pausedNow(ctx, live, welcome.paused);
  live.assist.welcome(welcome);
}

/** The customer came after him and wants to be asked: he goes back behind the curtain. */
function waitFrom(live: Live): void {
  live.shared = { ...live.shared, waiting: true, agents: [], customer: undefined };
  live.viewer.forget();
  showPeople(live);
  showCurtain(live);
}

/** She has let him in: what a welcome says to others is told now. */
function admitted(ctx: Context, live: Live, now: Omit<Admitted, 't' | 'assetBase'> & { assetBase?: string }): void {
  const { pinCode, paused, agents, customer } = now;
  const changed = live.opening === undefined && paused !== live.shared.paused;
  live.shared = { ...live.shared, waiting: false, pinCode, paused, agents, customer: customer ?? undefined };
  live.viewer.welcome({ ...now, you: live.shared.you });
  showPeople(live);
  showCurtain(live);
  tellOpening(ctx, live, now);
  if (changed && ctx.state === live) emit(ctx, paused ? 'session_paused' : 'session_resumed', {});
}

/** What stands before the picture: the nearest thing that keeps it from being live. */
export function showCurtain(live: Live): void {
  const { away, paused, customer, waiting } = live.shared;
  const { viewer } = live;
  if (away) viewer.curtain('reconnecting');
  else if (waiting) viewer.curtain('approval');
  else if (!customer) viewer.curtain('waiting');
  else if (!customer.present) viewer.curtain('away');
  else if (paused) viewer.curtain('paused');
  else viewer.curtain(null);
}

/** Tells the viewer who is here, this agent first. */
export function showPeople(live: Live): void {
  const { you, agents, customer } = live.shared;
  live.viewer.people({
    agents: [you, ...agents],
    customer: customer ?? null,
  });
}

const has = (list: readonly User[], user: User): boolean => list.some((one) => one.userId === user.userId);

function pinChanged(ctx: Context, live: Live, pinCode: string): void {
  if (live.shared.pinCode === pinCode) return;
  live.shared.pinCode = pinCode;
  live.viewer.pin(pinCode);
  emit(ctx, 'pincode_updated', { pinCode, pincode: pinCode });
}

function agentJoined(ctx: Context, live: Live, { userId, userName, ...mark }: User & Mark, agentCount: number): void {
  live.shared.agents = [...live.shared.agents.filter((a) => a.userId !== userId), { userId, userName, ...markOf(mark) }];
  showPeople(live);
  emit(ctx, 'agent_joined', { userId, userName, agentCount });
}

function agentLeft(ctx: Context, live: Live, gone: User & { reason: string; agentCount: number }): void {
  const { userId, userName, reason, agentCount } = gone;
  live.shared.agents = live.shared.agents.filter((a) => a.userId !== userId);
  showPeople(live);
  emit(ctx, 'agent_left', { userId, userName, agentCount, reason });
}

function customerNow(ctx: Context, live: Live, now: User & Mark & { present: boolean }): void {
  const before = live.shared.customer;
  live.shared.customer = { userId: now.userId, userName: now.userName, present: now.present, ...markOf(now) };
  if (before?.present === now.present) return;
  showPeople(live);
  showCurtain(live);
  if (!before) emit(ctx, 'customer_joined', { userId: now.userId, userName: now.userName });
  if (before || !now.present) emit(ctx, now.present ? 'customer_back' : 'customer_away', {});
}

function pausedNow(ctx: Context, live: Live, paused: boolean): void {
  const changed = live.shared.paused !== paused;
  live.shared.paused = paused;
  if (changed && paused) live.viewer.forget();
  if (changed) showCurtain(live);
  // Her pause is done once every agent has said so.
  if (paused) live.link.send({ t: 'covered' });
  if (changed) emit(ctx, paused ? 'session_paused' : 'session_resumed', {});
}
