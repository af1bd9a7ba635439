import { beginEnding, type Result, success, within } from '@sightline/link';
import type { Context } from './context.js';
import { finish } from './finish.js';
import type { Ending, Live, State } from './state.js';

/** Milliseconds the service has to answer `end`. */
const ANSWER_MS = 3_000;

/** `end()`: ends the session whatever it is doing; asked twice it is one end with two answers (surface §4). */
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
        finish(ctx, undefined, { reason: 'ended_by_customer' });
        return success({});
      });
    case 'live':
      return ending(ctx, state, (told) => endLive(ctx, state, told));
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
  // Nothing of the page leaves any more, however long the service takes.
  live.sharing.stop();
  const { userId, userName } = live.shared.you;
  const own: Ending = { reason: 'ended_by_customer', endedBy: { userId, userName, role: 'customer' } };
  let ended: Ending | undefined;
  if (live.link.live) {
    live.link.send({ t: 'end' });
    ended = await within(told, ANSWER_MS, ctx.natives);
  }
  if (!ended) await ctx.service.end(live.seat);
  finish(ctx, live, ended ?? own);
  return success({});
}

async function endRemembered(ctx: Context): Promise<Result<object>> {
  const seat = ctx.store.read();
  const asked = seat ? await ctx.service.end(seat) : success({});
  if (!asked.ok && asked.error.cause !== 'session_gone') {
    const back: State = { kind: 'recoverable' };
    ctx.state = back;
    return asked;
  }
  finish(ctx, undefined, { reason: 'ended_by_customer' });
  return success({});
}
