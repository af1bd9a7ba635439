import { failure, type Result } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { Context } from '../session/context.js';
import type { Quiet } from '../session/state.js';

/** Milliseconds until a part that could not be loaded is asked for again. */
const AGAIN_MS = 1_000;

/** What a page needs that comes back to a session, or shares it with other tabs, is loaded when it does. */
const load = (ctx: Context) => ctx.loadPart('back').catch(() => undefined);
const unloaded = (): Result<object> => failure(makeError('1016:network'));

/** Takes the seat, from another tab or back from where it was put. */
export async function take(ctx: Context, quiet: Quiet): Promise<Result<object>> {
  quiet.wants = true;
  const back = await load(ctx);
  if (ctx.state !== quiet) return failure(makeError('1017:canceling'));
  return back ? back.take(ctx, quiet) : unloaded();
}

/** Goes on with the session this browser holds. */
export async function resume(ctx: Context, signal: AbortSignal): Promise<Result<object>> {
  if (!ctx.store.read()) return failure(makeError('1011:session_gone'));
  const back = await load(ctx);
  return back ? back.resume(ctx, signal) : unloaded();
}

/** Looks whether this browser is in a live session; without state nothing is asked. */
export async function recover(ctx: Context): Promise<void> {
  if (ctx.store.read()) await (await load(ctx))?.recover(ctx);
}

/** Looks after a quiet page's session; what does not come is asked for at the next look. */
export const look = async (ctx: Context, quiet: Quiet): Promise<void> => (await load(ctx))?.look(ctx, quiet);

/** A page was away, and another may have taken the seat meanwhile. `here`: then it takes it back, if it may. */
export async function comeBack(ctx: Context, quiet: Quiet, here: boolean): Promise<void> {
  while (ctx.state === quiet) {
    const back = await load(ctx);
    if (back) return back.comeBack(ctx, quiet, here);
    await new Promise<void>((resolve) => ctx.natives.setTimeout(resolve, AGAIN_MS));
  }
}

/** Multi-tab persistence: the tab joins in by itself. */
export const follow = async (ctx: Context): Promise<void> => (await load(ctx))?.followCustomer(ctx);
