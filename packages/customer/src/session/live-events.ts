import { toJson } from '@sightline/link';
import { errorFromWire, type ServerMessage, type Welcome } from '@sightline/protocol';
import { type Context, emit } from './context.js';
import type { CustomerEvent } from './events.js';
import { tellFault } from './finish.js';
import { tellRules } from './rules.js';
import type { Agent, Known, Live, User } from './state.js';

/** What the service says to a customer in a session, in the order and words of surface §4. */
export function onMessage(ctx: Context, live: Live, message: ServerMessage): void {
  const { shared, sharing } = live;
  if (ctx.state !== live) return;
  switch (message.t) {
    case 'pin':
      pinChanged(ctx, live, message.pinCode);
      break;
    case 'agent_joined':
      agentJoined(ctx, live, message, message.agentCount);
      break;
    case 'agent_presence':
      shared.agents = shared.agents.map((a) => (a.userId === message.userId ? { ...a, present: message.present } : a));
      ctx.panel.shared(shared);
      break;
    case 'agent_waiting':
      agentWaiting(ctx, live, message);
      break;
    case 'agent_left':
      agentLeft(ctx, live, message.userId, message.reason, message.agentCount);
      break;
    case 'paused':
      sharing.stop();
      tellPaused(ctx, live, true);
      break;
    case 'resumed':
      tellPaused(ctx, live, false);
      // She may have paused again since.
      if (!live.shut) live.reopen();
      break;
    case 'keyframe':
      if (message.frame) sharing.renew(message.frame);
      else sharing.open();
      break;
    case 'idle':
      sharing.idle();
      break;
    case 'rules':
      shared.rules = message.hash;
      ctx.panel.shared(shared);
      break;
    case 'forget':
      ctx.preview.now?.forget();
      break;
    case 'asset_needed':
      sharing.supply(message.n);
      break;
    case 'error':
      tellFault(ctx, errorFromWire(message.error, '9999:session_error'));
      break;
    case 'switches':
      live.switches = message;
      ctx.multiTab = message.multiTab;
      ctx.tabs.follow(ctx);
      break;
    case 'policy':
      goBy(ctx, live, message);
      // What was sent before this is by the rules before: the service passes none of it.
      live.link.send({ t: 'policy' });
      tellRules(ctx, live);
      break;
    // What nothing is done for stands last: the build leaves it out.
    case 'welcome':
    case 'refused':
    case 'ended':
    case 'restarting':
    case 'ping':
    case 'pong':
      // The link's own.
      break;
    case 'customer_joined':
    case 'customer_away':
    case 'customer_back':
    case 'customer_focus':
    case 'customer_transferred':
    case 'waiting':
    case 'admitted':
    case 'assist_denied':
    case 'assist_refused':
    case 'proposal_answered':
      // To agents only.
      break;
    case 'assist_requested':
    case 'assist_request_gone':
    case 'assist_started':
    case 'assist_stopped':
    case 'erased':
    case 'drawings_cleared':
      // The part's.
      break;
    default:
      // A newer service may say more than this build knows.
      message satisfies never;
  }
  live.help.take(message);
  live.wishes.look();
}

/** The account's rules are these now: what is shown by others is forgotten. */
function goBy(ctx: Context, { sharing }: Live, { policy }: Pick<Welcome, 'policy'>): void {
  if (toJson(policy) === toJson(ctx.account)) return;
  ctx.account = policy;
  sharing.mask();
  ctx.preview.now?.follow();
}

/** The connection is back: whatever changed meanwhile is told as if it happened now. */
export function cameBack(ctx: Context, live: Live, welcome: Welcome): void {
  const { shared } = live;
  if (ctx.state !== live) return;
  live.welcome = welcome;
  live.sharing.passed(welcome.lastStream ?? 0);
  goBy(ctx, live, welcome);
  catchUp(ctx, live, welcome);
  if (shared.paused) live.sharing.stop();
  else if (live.sharing.phase === 'closed' && !live.shut) live.reopen();
  else tellRules(ctx, live);
  ctx.preview.now?.follow();
}

/** What holds now, of a session known before: told as if it happened now. */
export function catchUp(ctx: Context, known: Known, now: Pick<Welcome, 'pinCode' | 'agents' | 'asking' | 'paused'>): void {
  const { shared } = known;
  const back = shared.away;
  shared.away = false;
  ctx.panel.shared(shared);
  if (back) emit(ctx, 'session_reconnected', {});
  pinChanged(ctx, known, now.pinCode);
  const { agents, asking = [] } = now;
  for (const agent of [...shared.agents, ...shared.waiting].filter((a) => !has([...agents, ...asking], a)))
    agentLeft(ctx, known, agent.userId, 'disconnected', others(shared.agents, agent.userId).length);
  for (const agent of agents.filter((a) => !has(shared.agents, a))) agentJoined(ctx, known, agent, shared.agents.length + 1);
  shared.agents = agents;
  ctx.panel.shared(shared);
  for (const agent of asking.filter((a) => !has(shared.waiting, a))) agentWaiting(ctx, known, agent);
  tellPaused(ctx, known, now.paused);
}

const has = (list: readonly User[], user: User): boolean => list.some((one) => one.userId === user.userId);
const others = (list: readonly User[], id: string): User[] => list.filter(({ userId }) => userId !== id);

/** The session is another one now: the panel shows it, the page is told. */
function tell(ctx: Context, { shared }: Known, event: CustomerEvent, payload: object): void {
  ctx.panel.shared(shared);
  emit(ctx, event, payload);
}

function pinChanged(ctx: Context, known: Known, pinCode: string): void {
  const { shared } = known;
  if (shared.pinCode === pinCode) return;
  shared.pinCode = pinCode;
  tell(ctx, known, 'pincode_updated', { pinCode, pincode: pinCode });
}

function agentWaiting(ctx: Context, known: Known, { userId, userName }: User): void {
  const { shared } = known;
  shared.waiting = [...others(shared.waiting, userId), { userId, userName }];
  tell(ctx, known, 'agent_waiting', { userId, userName });
}

function agentJoined(ctx: Context, known: Known, agent: Agent, agentCount: number): void {
  const { shared } = known;
  const { userId, userName } = agent;
  shared.waiting = others(shared.waiting, userId);
  shared.agents = [...others(shared.agents, userId), agent];
  tell(ctx, known, 'agent_joined', { userId, userName, agentCount });
}

function agentLeft(ctx: Context, known: Known, userId: string, reason: string, agentCount: number): void {
  const { shared } = known;
  const left = [...shared.agents, ...shared.waiting].find((a) => a.userId === userId);
  if (!left) return;
  shared.agents = others(shared.agents, userId);
  shared.waiting = others(shared.waiting, userId);
  tell(ctx, known, 'agent_left', { userId, userName: left.userName, agentCount, reason });
}

function tellPaused(ctx: Context, known: Known, paused: boolean): void {
  const { shared } = known;
  if (shared.paused === paused) return;
  shared.paused = paused;
  tell(ctx, known, paused ? 'session_paused' : 'session_resumed', {});
}
