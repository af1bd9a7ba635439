import { createLink, failure, type Link, type LinkHandlers, type Outcome, quietly, type Result, socketUrl, success } from '@sightline/link';
import { FrameKind, makeError, PATHS, SDK_VERSION, type SightlineError, type Welcome } from '@sightline/protocol';
import { attended, watchAttention } from './attention.js';
import { type Context, emit } from './context.js';
import { pageAddress } from './page-address.js';
import { faulted, finish, linkOver } from './finish.js';
import { createHelper } from './helper.js';
import { cameBack, catchUp, onMessage } from './live-events.js';
import type { LiveModule } from './live-module.js';
import { keepRenewed } from './renewal.js';
import type { StoredSeat } from './seat-store.js';
import { tellRules } from './rules.js';
import { createSharing } from './sharing.js';
import { createWishes } from './wishes.js';
import { knownFrom, newestKey } from '../tabs/known.js';
import type { Known, Live, Quiet } from './state.js';

export interface EnterOptions {
  seat: StoredSeat;
  module: LiveModule;
  /** Aborted: the attempt is given up. */
  signal: AbortSignal;
  /** Her own `start` tells the PIN first; a join or resume tells who is there already (surface §4); a page that knows it, what is new. */
  opening: 'start' | 'join' | Quiet;
  /** Sharing is paused, as far as this page knows: where it stands is not said. */
  paused?: boolean | undefined;
}

/** Takes a reserved or remembered seat; fulfilled once the session is live and its first events have been told. */
export function enter(ctx: Context, o: EnterOptions): Promise<Result<object>> {
  return new Promise((resolve) => {
    const seat = { ...o.seat };
    const known = typeof o.opening === 'object' ? o.opening : undefined;
    let live: Live | undefined;
    /** The last hello said nothing of the page. */
    let silent: boolean | undefined;
    const hidden = (): boolean | undefined =>
      ctx.guard?.hides() || (live ? live.sharing.phase === 'closed' : (known?.shared.paused ?? o.paused));
    const on: LinkHandlers = {
      welcome(welcome, again) {
        seat.key = welcome.key;
        ctx.store.write(seat, welcome.reconnectWindowMs);
        if (again && live) cameBack(ctx, live, welcome);
        else {
          live = begin(ctx, { link, seat, welcome, module: o.module, known });
          // It was another tab that went on with it.
          if (silent && !welcome.paused && !live.shut) link.send({ t: 'resume', url: pageAddress(ctx) });
          if (known) catchUp(ctx, live, welcome);
          else {
            ctx.panel.shared(live.shared);
            tellOpening(ctx, live, o.opening === 'start');
          }
        }
        live.help.take(welcome);
        live.wishes.look(again);
        resolve(success({}));
      },
      // One that cannot be taken ends nothing but itself.
      message: (message) => void quietly(() => live && onMessage(ctx, live, message)),
      frame(header, body) {
        if (header.kind === FrameKind.View) ctx.preview.now?.frame(header, body);
        else live?.help.take({ t: 'frame', header, body });
      },
      reconnecting(attempt) {
        if (!live || ctx.state !== live) return;
        // Another page has taken the seat while this one was away.
        if (newestKey(ctx, seat).key !== seat.key) return ctx.tabs.overtaken(ctx, live);
        live.shared.away = true;
        ctx.panel.shared(live.shared);
        emit(ctx, 'session_reconnecting', { attempt });
      },
      drained: () => live?.sharing.wake(),
      gap: (holds) => live?.sharing.restart(holds),
      over(outcome) {
        if (live) return linkOver(ctx, live, outcome);
        if (known && outcome.kind === 'ended' && ctx.state === known) finish(ctx, undefined, outcome.ended);
        resolve(failure(refusal(ctx, outcome, seat.sessionId)));
      },
    };
    const link: Link = createLink({
      url: socketUrl(ctx.place.service, PATHS.enter),
      hello() {
        silent = hidden();
        return {
          sdk: SDK_VERSION,
          ...seat,
          ...(silent ? {} : { url: pageAddress(ctx) }),
          approval: ctx.settings.requireAgentApproval,
          ...(live ? {} : { tab: ctx.store.tab() }),
        };
      },
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
function refusal(ctx: Context, outcome: Outcome, sessionId: string): SightlineError {
  const error =
    outcome.kind === 'failed' ? outcome.error : makeError(outcome.kind === 'ended' ? '1011:session_gone' : '1004:already_active');
  if (error.cause === 'session_gone') ctx.store.clear(sessionId);
  return error;
}

interface BeginOptions {
  link: Link;
  seat: StoredSeat;
  welcome: Welcome;
  module: LiveModule;
  known: Quiet | undefined;
}

function begin(ctx: Context, { link, seat, welcome, module, known }: BeginOptions): Live {
  ctx.account = welcome.policy;
  const session = knownFrom(seat, welcome);
  const { windowMs } = session;
  if (known) session.shared = known.shared;
  const help = createHelper(ctx, () => live);
  const sharing = createSharing({
    live: module,
    loadPart: ctx.loadPart,
    link,
    document: ctx.window.document,
    secrets: ctx.secrets,
    frameOrigins: ctx.settings.frameOrigins,
    rules: ctx,
    lastStream: welcome.lastStream ?? 0,
    own: (node) => ctx.panel.own(node) || ctx.preview.now?.host === node || help.own(node),
    changed: () => ctx.preview.now?.follow(),
    fault: (error) => ctx.state === live && faulted(ctx, error),
  });
  const renewal = keepRenewed(windowMs, ctx.natives, () => ctx.store.write(seat, windowMs));
  // Where agents have seen another page of this session, the customer has turned to this one.
  const attention = watchAttention(ctx.window, !known && attended(ctx.window), (focused) => {
    if (sharing.phase === 'closed') return false;
    link.send({ t: 'focus', focused });
    return true;
  });
  const release = ctx.locks.holdSession();
  const leaving = ctx.tabs.watchLeaving(ctx, () => live);
  const live: Live = {
    kind: 'live',
    ...session,
    link,
    sharing,
    wishes: createWishes(link, ctx.natives),
    help,
    welcome,
    assetBase: welcome.assetBase,
    shut: false,
    reopen() {
      sharing.reopen();
      tellRules(ctx, live);
      attention.look();
    },
    stop() {
      void quietly(sharing.stop);
      void quietly(help.stop);
      void quietly(renewal.stop);
      void quietly(attention.stop);
      void quietly(release);
      void quietly(leaving.stop);
    },
  };
  ctx.state = live;
  if (welcome.paused) sharing.stop();
  ctx.guard?.watch(live);
  tellRules(ctx, live);
  if (known) attention.look();
  ctx.preview.now?.follow();
  return live;
}

/** The first events of a session on this page (surface §4). */
export function tellOpening(ctx: Context, live: Known, starting: boolean): void {
  const { sessionId, pinCode, agents, waiting } = live.shared;
  if (starting) emit(ctx, 'pincode_updated', { pinCode, pincode: pinCode });
  emit(ctx, 'session_started', { sessionId, pinCode });
  for (const [i, { userId, userName }] of agents.entries()) {
    // A handler may have ended the session.
    if (ctx.state === live) emit(ctx, 'agent_joined', { userId, userName, agentCount: i + 1 });
  }
  for (const agent of waiting) if (ctx.state === live) emit(ctx, 'agent_waiting', { ...agent });
}
