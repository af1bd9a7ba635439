import {
  createLink,
  failure,
  type Link,
  type LinkHandlers,
  type Outcome,
  type Result,
  type SeatKey,
  socketUrl,
  success,
} from '@sightline/link';
import { makeError, PATHS, SDK_VERSION, type SightlineError, type Welcome } from '@sightline/protocol';
import { createViewer, type Viewer } from '../viewer/index.js';
import { createAssist } from './assist.js';
import { type Context, emit } from './context.js';
import { linkOver } from './finish.js';
import { cameBack, onMessage, showCurtain, showPeople, tellOpening } from './live-events.js';
import { type Live, markOf } from './state.js';

export interface EnterOptions {
  seat: SeatKey;
  root: HTMLElement;
  signal: AbortSignal;
  opening: 'start' | 'join';
}

/** Takes a seat and shows the viewer in `root`; fulfilled once the session is live and its first events have been told. */
export async function enter(ctx: Context, o: EnterOptions): Promise<Result<object>> {
  let link: Link | undefined;
  // One that still says how the last session ended goes.
  ctx.viewer?.stop();
  const viewer = createViewer({
    root: o.root,
    service: ctx.place.service,
    actions: {
      ...ctx.actions,
      resync: (reason, frame) => link?.send({ t: 'resync', reason: reason.slice(0, 80), ...(frame && { frame: [...frame] }) }),
      send: (message) => link?.send(message),
      sendFrame: (header, body) => link?.sendFrame(header, body),
      sendFleeting: (header, body) => link?.sendFleeting(header, body),
      tell: (event, payload) => {
        if (ctx.state.kind === 'live') emit(ctx, event, payload);
      },
    },
    ...(ctx.settings.locale === undefined ? {} : { locale: ctx.settings.locale }),
    direct: ctx.settings.loadAssetsDirectly === true,
  });
  ctx.viewer = viewer;
  viewer.curtain('connecting');
  const result = await new Promise<Result<object>>((resolve) => {
    link = open(ctx, { ...o, viewer, resolve });
    o.signal.addEventListener('abort', () => {
      if (ctx.state.kind === 'live') return;
      link?.close();
      resolve(failure(makeError('1017:canceling')));
    });
  });
  if (!result.ok) viewer.stop();
  return result;
}

interface OpenOptions extends EnterOptions {
  viewer: Viewer;
  resolve(result: Result<object>): void;
}

function open(ctx: Context, { viewer, resolve, ...o }: OpenOptions): Link {
  const seat = { ...o.seat };
  let live: Live | undefined;
  const on: LinkHandlers = {
    welcome(welcome, again) {
      seat.key = welcome.key;
      ctx.store.write(seat);
      if (again && live) return cameBack(ctx, live, welcome);
      live = begin(ctx, { link, viewer, seat, welcome, opening: o.opening });
      if (!welcome.waiting) tellOpening(ctx, live, welcome);
      resolve(success({}));
    },
    message: (message) => live && onMessage(ctx, live, message),
    frame: (header, body) => live && ctx.state === live && viewer.frame(header, body),
    reconnecting(attempt) {
      if (!live || ctx.state !== live) return;
      live.shared.away = true;
      showCurtain(live);
      emit(ctx, 'session_reconnecting', { attempt });
    },
    drained: () => undefined,
    gap: () => undefined,
    over: (outcome) => (live ? linkOver(ctx, live, outcome) : resolve(failure(refusal(ctx, outcome)))),
  };
  const link = createLink({
    url: socketUrl(ctx.place.service, PATHS.enter),
    hello: () => ({ sdk: SDK_VERSION, ...seat, ...(viewer.position ? { position: viewer.position } : {}) }),
    fallback: '1011:join_internal',
    natives: ctx.natives,
    wakes: ctx.window,
    on,
  });
  return link;
}

/** Why a seat could not be taken. */
function refusal(ctx: Context, outcome: Outcome): SightlineError {
  const error = outcome.kind === 'failed' ? outcome.error : makeError('1011:session_gone');
  if (error.cause === 'session_gone') ctx.store.clear();
  return error;
}

interface BeginOptions {
  link: Link;
  viewer: Viewer;
  seat: SeatKey;
  welcome: Welcome;
  opening: 'start' | 'join';
}

function begin(ctx: Context, { link, viewer, seat, welcome, opening }: BeginOptions): Live {
  const { sessionId, startTime, pinCode, paused, you, customer } = welcome;
  const live: Live = {
    kind: 'live',
    shared: {
      sessionId,
      startTime,
      pinCode,
      you: { userId: you.userId, userName: you.userName, ...markOf(you) },
      agents: welcome.agents,
      customer: customer ?? undefined,
      paused,
      away: false,
      waiting: welcome.waiting ?? false,
    },
    opening,
    link,
    viewer,
    assist: createAssist({
      natives: ctx.natives,
      you: { userId: you.userId, userName: you.userName },
      newId: () => ctx.window.crypto.randomUUID(),
      send: link.send,
      emit: (event, payload) => emit(ctx, event, payload),
      changed: viewer.assist,
    }),
    seat,
  };
  ctx.state = live;
  viewer.welcome(welcome);
  showPeople(live);
  showCurtain(live);
  return live;
}
