import { beginEnding, failure, type Result, success, within } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { Context } from './context.js';
import { finish, left } from './finish.js';
import type { Ending, Live } from './state.js';

const ANSWER_MS = 3_000;

/** `end()`: ends the session for everyone. */
export function end(ctx: Context): Promise<Result<object>> {
  const { state } = ctx;
  switch (state.kind) {
    case 'idle':
    case 'ended':
      return Promise.resolve(success({}));
    case 'ending':
      return state.done;
    case 'recoverable':
      return ending(ctx, undefined, () => endRemembered(ctx));
    case 'connecting':
      return ending(ctx, undefined, async () => {
        state.cancel();
        await state.over;
        finish(ctx, undefined, { reason: 'ended_by_agent' });
        return success({});
      });
    case 'live':
      return ending(ctx, state, (told) => endLive(ctx, state, told));
    default:
      return state satisfies never;
  }
}

/** `leave()`: this agent goes, the session goes on. */
export function leave(ctx: Context): Promise<Result<object>> {
  const { state } = ctx;
  switch (state.kind) {
    case 'idle':
    case 'ended':
      return Promise.resolve(success({}));
    case 'ending':
      return Promise.resolve(failure(makeError('1017:canceling')));
    case 'recoverable': {
      const seat = ctx.store.read();
      if (seat) void ctx.service.quit('leave', seat);
      left(ctx, undefined, 'left');
      return Promise.resolve(success({}));
    }
    case 'connecting':
      return ending(ctx, undefined, async () => {
        state.cancel();
        await state.over;
        left(ctx, undefined, 'left');
        return success({});
      });
    case 'live':
      // Without a connection the seat would be held for him, and he would count as lost, not as gone.
      if (state.link.live) state.link.send({ t: 'leave' });
      else void ctx.service.quit('leave', state.seat);
      left(ctx, state, 'left');
      return Promise.resolve(success({}));
    default:
      return state satisfies never;
  }
}

/** Holds the state `session_ending` while `work` runs. */
function ending(ctx: Context, live: Live | undefined, work: (told: Promise<Ending>) => Promise<Result<object>>): Promise<Result<object>> {
  const begun = beginEnding(work);
  ctx.state = { kind: 'ending', shared: live?.shared, ...begun };
  return begun.done;
}

async function endLive(ctx: Context, live: Live, told: Promise<Ending>): Promise<Result<object>> {
  const { userId, userName } = live.shared.you;
  let ended: Ending | undefined;
  if (live.link.live) {
    live.link.send({ t: 'end' });
    ended = await within(told, ANSWER_MS, ctx.natives);
  }
  if (!ended) await ctx.service.end(live.seat);
  finish(ctx, live, ended ?? { reason: 'ended_by_agent', endedBy: { userId, userName, role: 'agent' } });
  return success({});
}

async function endRemembered(ctx: Context): Promise<Result<object>> {
  const seat = ctx.store.read();
  const asked = seat ? await ctx.service.end(seat) : success({});
  if (!asked.ok && asked.error.cause !== 'session_gone') {
    ctx.state = { kind: 'recoverable' };
    return asked;
  }
  finish(ctx, undefined, { reason: 'ended_by_agent' });
  return success({});
}
