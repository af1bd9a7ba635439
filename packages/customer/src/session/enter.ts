import {
  complain,
  createLink,
  failure,
  type Link,
  type LinkHandlers,
  type Outcome,
  type Result,
  socketUrl,
  success,
} from '@sightline/link';
import { makeError, PATHS, SDK_VERSION, type SightlineError, type Welcome } from '@sightline/protocol';
import { watchAttention } from './attention.js';
import { type Context, emit, pageAddress } from './context.js';
import { finish, linkOver, tellFault } from './finish.js';
import { cameBack, onMessage } from './live-events.js';
import type { LiveModule } from './live-module.js';
import { createPausing } from './pausing.js';
import { keepRenewed } from './renewal.js';
import type { StoredSeat } from './seat-store.js';
import { createSharing } from './sharing.js';
import type { Live } from './state.js';

export interface EnterOptions {
  seat: StoredSeat;
  module: LiveModule;
  /** Aborted: the attempt is given up. */
  signal: AbortSignal;
  /** Her own `start` tells the PIN first; a join or resume tells who is there already (surface §4). */
  opening: 'start' | 'join';
}

/** Takes a reserved or remembered seat; fulfilled once the session is live and its first events have been told. */
export function enter(ctx: Context, o: EnterOptions): Promise<Result<object>> {
  return new Promise((resolve) => {
    const seat = { ...o.seat };
    let live: Live | undefined;
    const remember = (welcome: Welcome): void => {
      seat.key = welcome.key;
      ctx.store.write(seat, welcome.reconnectWindowMs);
    };
    const on: LinkHandlers = {
      welcome(welcome, again) {
        remember(welcome);
        if (again && live) return cameBack(ctx, live, welcome);
        live = begin(ctx, { link, seat, welcome, module: o.module });
        ctx.panel.shared(live.shared);
        tellOpening(ctx, live, o.opening);
        resolve(success({}));
      },
      message: (message) => live && onMessage(ctx, live, message),
      // What agents point at is shown with annotation.
      frame: () => undefined,
      reconnecting(attempt) {
        if (!live || ctx.state !== live) return;
        live.shared.away = true;
        ctx.panel.shared(live.shared);
        emit(ctx, 'session_reconnecting', { attempt });
      },
      drained: () => live?.sharing.wake(),
      gap: (holds) => live?.sharing.restart(holds),
      over: (outcome) => (live ? linkOver(ctx, live, outcome) : resolve(failure(refusal(ctx, outcome)))),
    };
    const link: Link = createLink({
      url: socketUrl(ctx.place.service, PATHS.enter),
      hello: () => ({ sdk: SDK_VERSION, ...seat, url: pageAddress(ctx) }),
      fallback: '1011:join_internal',
      natives: ctx.natives,
      wakes: ctx.window,
      on,
    });
    o.signal.addEventListener('abort', () => {
      if (!live) link.close();
    });
  });
}

/** Why a seat could not be taken. */
function refusal(ctx: Context, outcome: Outcome): SightlineError {
  const error =
    outcome.kind === 'failed' ? outcome.error : makeError(outcome.kind === 'ended' ? '1011:session_gone' : '1004:already_active');
  if (error.cause === 'session_gone') ctx.store.clear();
  return error;
}

interface BeginOptions {
  link: Link;
  seat: StoredSeat;
  welcome: Welcome;
  module: LiveModule;
}

function begin(ctx: Context, { link, seat, welcome, module }: BeginOptions): Live {
  const { sessionId, startTime, pinCode, paused, you } = welcome;
  const sharing = createSharing({
    live: module,
    link,
    document: ctx.window.document,
    secrets: ctx.secrets,
    masks: ctx.masks,
    account: welcome.policy,
    lastStream: welcome.lastStream ?? 0,
    own: ctx.panel.own,
    fault(error) {
      // Sharing less than the page needs is safe; sharing without its rules is not: the session ends.
      complain('the page can no longer be shared.', error);
      if (ctx.state !== live) return;
      link.send({ t: 'end' });
      tellFault(ctx, makeError('9999:session_error'));
      finish(ctx, live, { reason: 'error' });
    },
  });
  const renewal = keepRenewed(welcome.reconnectWindowMs, ctx.natives, () => ctx.store.write(seat, welcome.reconnectWindowMs));
  const attention = watchAttention(ctx.window, (focused) => link.send({ t: 'focus', focused }));
  const release = ctx.locks.holdSession();
  const live: Live = {
    kind: 'live',
    shared: {
      sessionId,
      startTime,
      pinCode,
      you: { userId: you.userId, userName: you.userName },
      agents: welcome.agents.map(({ userId, userName }) => ({ userId, userName })),
      paused,
      away: false,
    },
    link,
    sharing,
    pausing: createPausing(link, ctx.natives),
    seat,
    stop() {
      sharing.stop();
      renewal.stop();
      attention.stop();
      release();
    },
  };
  ctx.state = live;
  return live;
}

function tellOpening(ctx: Context, live: Live, opening: 'start' | 'join'): void {
  const { sessionId, pinCode, agents } = live.shared;
  if (opening === 'start') emit(ctx, 'pincode_updated', { pinCode, pincode: pinCode });
  emit(ctx, 'session_started', { sessionId, pinCode });
  for (const [i, { userId, userName }] of agents.entries()) {
    // A handler may have ended the session.
    if (ctx.state === live) emit(ctx, 'agent_joined', { userId, userName, agentCount: i + 1 });
  }
}
