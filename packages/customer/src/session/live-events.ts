import type { ServerMessage, Welcome } from '@sightline/protocol';
import { type Context, emit } from './context.js';
import { tellFault } from './finish.js';
import type { Live, User } from './state.js';
import { errorFromWire } from '@sightline/protocol';

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
    case 'agent_left':
      agentLeft(ctx, live, message.userId, message.reason, message.agentCount);
      break;
    case 'paused':
    case 'resumed':
      pausedNow(ctx, live, message.t === 'paused');
      break;
    case 'keyframe':
      if (!shared.paused) sharing.open();
      break;
    case 'idle':
      sharing.idle();
      break;
    case 'asset_needed':
      sharing.supply(message.n);
      break;
    case 'error':
      tellFault(ctx, errorFromWire(message.error, '9999:session_error'));
      break;
    case 'welcome':
    case 'refused':
    case 'ended':
    case 'ping':
    case 'pong':
      // The link's own.
      break;
    case 'customer_joined':
    case 'customer_away':
    case 'customer_back':
    case 'customer_focus':
    case 'forget':
      // To agents only.
      break;
    default:
      // A newer service may say more than this build knows.
      message satisfies never;
  }
}

/** The connection is back: whatever changed meanwhile is told as if it happened now. */
export function cameBack(ctx: Context, live: Live, welcome: Welcome): void {
  const { shared } = live;
  if (ctx.state !== live) return;
  shared.away = false;
  live.sharing.passed(welcome.lastStream ?? 0);
  ctx.panel.shared(shared);
  emit(ctx, 'session_reconnected', {});
  pinChanged(ctx, live, welcome.pinCode);
  for (const agent of shared.agents.filter((a) => !has(welcome.agents, a)))
    agentLeft(ctx, live, agent.userId, 'disconnected', shared.agents.length - 1);
  for (const agent of welcome.agents.filter((a) => !has(shared.agents, a))) agentJoined(ctx, live, agent, shared.agents.length + 1);
  pausedNow(ctx, live, welcome.paused, true);
}

const has = (list: readonly User[], user: User): boolean => list.some((one) => one.userId === user.userId);

function pinChanged(ctx: Context, live: Live, pinCode: string): void {
  if (live.shared.pinCode === pinCode) return;
  live.shared.pinCode = pinCode;
  ctx.panel.shared(live.shared);
  emit(ctx, 'pincode_updated', { pinCode, pincode: pinCode });
}

function agentJoined(ctx: Context, live: Live, { userId, userName }: User, agentCount: number): void {
  live.shared.agents = [...live.shared.agents.filter((a) => a.userId !== userId), { userId, userName }];
  ctx.panel.shared(live.shared);
  emit(ctx, 'agent_joined', { userId, userName, agentCount });
}

function agentLeft(ctx: Context, live: Live, userId: string, reason: string, agentCount: number): void {
  const left = live.shared.agents.find((a) => a.userId === userId);
  if (!left) return;
  live.shared.agents = live.shared.agents.filter((a) => a !== left);
  ctx.panel.shared(live.shared);
  emit(ctx, 'agent_left', { userId, userName: left.userName, agentCount, reason });
}

function pausedNow(ctx: Context, live: Live, paused: boolean, again = false): void {
  const { shared } = live;
  if (paused) live.sharing.stop();
  if (shared.paused !== paused) {
    shared.paused = paused;
    ctx.panel.shared(shared);
    emit(ctx, paused ? 'session_paused' : 'session_resumed', {});
  }
  live.pausing.now(paused, again);
}
