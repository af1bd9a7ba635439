import { failure, type Result, type StartWishes, success } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import { type Context, loadLive } from './context.js';
import { pageAddress } from './page-address.js';
import { enter } from './enter.js';
import type { LiveModule } from './live-module.js';

/** What a session of her own is opened with, or the waiting one of a PIN found. */
export type NewSeat = StartWishes | { sdkToken: string; pinCode: string };

/** Opens a session of the customer's own, or finds the waiting session of a PIN, and enters it. */
export async function enterNew(ctx: Context, wishes: NewSeat, signal: AbortSignal): Promise<Result<object>> {
  const { service, store } = ctx;
  const opening = 'pinCode' in wishes ? 'join' : 'start';
  const { appKey, sdkVersion } = ctx.place;
  const loading = prepareLive(ctx);
  // The store may be refused to pages: then only the tabs of this origin know of each other.
  const elsewhere = !store.read() && (await ctx.locks.heldElsewhere());
  if (ctx.masks.maskPatterns?.length) await loading;
  if (elsewhere) return failure(makeError('1004:already_active'));
  // The session this browser holds, for the service to answer 1004 while it lives.
  const resume = store.read();
  const asked = { sdkVersion, appKey, role: 'customer' as const, url: pageAddress(ctx), ...wishes, ...(resume && { resume }) };
  const made = await ('pinCode' in asked ? service.find(asked) : service.create(asked));
  if (!made.ok) {
    await loading;
    return made;
  }
  const { sessionId, key } = made.value;
  // A session nobody will enter keeps its PIN from others until it lapses.
  const giveBack = (): void => void (opening === 'start' && service.end({ sessionId, key }));
  if (signal.aborted) giveBack();
  else signal.addEventListener('abort', giveBack);
  const module = await loading;
  if (!module.ok) {
    giveBack();
    return module;
  }
  if (signal.aborted) return failure(makeError('1017:canceling'));
  return enter(ctx, { seat: { sessionId, key }, module: module.value, signal, opening });
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
