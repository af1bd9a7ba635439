import { failure, type Result, type SeatKey, type StartWishes, success } from '@sightline/link';
import { makeError, type Seat } from '@sightline/protocol';
import { type Context, loadLive, pageAddress } from './context.js';
import { enter } from './enter.js';
import type { LiveModule } from './live-module.js';

/** Opens a session of the customer's own and enters it. */
export async function start(ctx: Context, wishes: StartWishes, signal: AbortSignal): Promise<Result<object>> {
  const { appKey, sdkVersion } = ctx.place;
  const loading = prepareLive(ctx);
  const alone = await checkAlone(ctx);
  if (ctx.masks.maskPatterns?.length) await loading;
  if (!alone.ok) return alone;
  const made = await ctx.service.create({ sdkVersion, appKey, role: 'customer', url: pageAddress(ctx), ...wishes, ...own(ctx) });
  // A session nobody will enter keeps its PIN from others until it lapses.
  const giveBack = (): void => void (made.ok && ctx.service.end({ sessionId: made.value.sessionId, key: made.value.key }));
  if (signal.aborted) giveBack();
  else signal.addEventListener('abort', giveBack);
  const module = await loading;
  if (made.ok && !module.ok) giveBack();
  return enterNew(ctx, { made, module, opening: 'start', signal });
}

/** Finds the waiting session of a PIN and enters it. */
export async function joinByPin(ctx: Context, wishes: { sdkToken: string; pinCode: string }, signal: AbortSignal): Promise<Result<object>> {
  const { appKey, sdkVersion } = ctx.place;
  const loading = prepareLive(ctx);
  const { sdkToken, pinCode } = wishes;
  const alone = await checkAlone(ctx);
  if (ctx.masks.maskPatterns?.length) await loading;
  if (!alone.ok) return alone;
  const made = await ctx.service.find({ sdkVersion, appKey, role: 'customer', url: pageAddress(ctx), sdkToken, pinCode, ...own(ctx) });
  return enterNew(ctx, { made, module: await loading, opening: 'join', signal });
}

interface NewSeat {
  made: Result<Seat>;
  module: Result<LiveModule>;
  opening: 'start' | 'join';
  signal: AbortSignal;
}

/** The store may be refused to pages: then only the tabs of this origin know of each other. */
async function checkAlone(ctx: Context): Promise<Result<object>> {
  const elsewhere = !ctx.store.read() && (await ctx.locks.heldElsewhere());
  return elsewhere ? failure(makeError('1004:already_active')) : success({});
}

async function enterNew(ctx: Context, { made, module, opening, signal }: NewSeat): Promise<Result<object>> {
  if (!made.ok) return made;
  if (!module.ok) return module;
  if (signal.aborted) return failure(makeError('1017:canceling'));
  const { sessionId, key } = made.value;
  return enter(ctx, { seat: { sessionId, key }, module: module.value, signal, opening });
}

/** The session this browser holds, for the service to answer 1004 while it lives. */
function own(ctx: Context): { resume?: SeatKey } {
  const resume = ctx.store.read();
  return resume ? { resume } : {};
}

/** Loads what a live session needs and shows the panel. */
export async function prepareLive(ctx: Context): Promise<Result<LiveModule>> {
  try {
    const module = await loadLive(ctx);
    ctx.panel.load(module);
    ctx.panel.connecting();
    return success(module);
  } catch {
    return failure(makeError('1016:network'));
  }
}
