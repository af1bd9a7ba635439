import { beginEnding, type Result, success, within } from '@sightline/link';
import type { Context } from './context.js';
import { finish } from './finish.js';
import { newestKey } from '../tabs/known.js';
import type { Ending, Known, Live, Quiet } from './state.js';

/** Milliseconds the service has to answer `end`. */
const ANSWER_MS = 3_000;

/** `end()`: ends the session whatever it is doing; asked twice it is one end with two answers (surface §4). */
export function end(ctx: Context): Promise<Result<object>> {
  const { state } = ctx;
  ctx.preview.close();
  switch (state.kind) {
    case 'idle':
    case 'ended':
      return Promise.resolve(success({}));
    case 'ending':
      return state.done;
    case 'quiet':
      state.moving?.cancel();
      return ending(ctx, state, () => endRemembered(ctx, state));
    case 'recoverable':
      return ending(ctx, undefined, () => endRemembered(ctx, undefined));
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
function ending(ctx: Context, known: Known | undefined, work: (told: Promise<Ending>) => Promise<Result<object>>): Promise<Result<object>> {
  const begun = beginEnding(work);
  ctx.state = { kind: 'ending', shared: known?.shared, ...begun };
  return begun.done;
}

async function endLive(ctx: Context, live: Live, told: Promise<Ending>): Promise<Result<object>> {
  // Nothing of the page leaves any more, however long the service takes.
  live.sharing.stop();
  let ended: Ending | undefined;
  if (live.link.live) {
    live.link.send({ t: 'end' });
    ended = await within(told, ANSWER_MS, ctx.natives);
  }
  if (!ended) await ctx.service.end(live.seat);
  finish(ctx, live, ended ?? ownEnd(live));
  return success({});
}

function ownEnd({ shared }: Known): Ending {
  const { userId, userName } = shared.you;
  return { reason: 'ended_by_customer', endedBy: { userId, userName, role: 'customer' } };
}

/** Ends a session this page is not connected to, by its key. */
async function endRemembered(ctx: Context, quiet: Quiet | undefined): Promise<Result<object>> {
  const seat = quiet ? newestKey(ctx, quiet.seat) : ctx.store.read();
  const asked = seat ? await ctx.service.end(seat) : success({});
  if (!asked.ok && asked.error.cause !== 'session_gone') {
    if (quiet) ctx.tabs.quieten(ctx, quiet);
    else ctx.state = { kind: 'recoverable' };
    return asked;
  }
  finish(ctx, undefined, quiet ? ownEnd(quiet) : { reason: 'ended_by_customer' });
  return success({});
}
