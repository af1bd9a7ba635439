import { listen } from '@sightline/link';
import { isHello } from '../embed/wire.js';
import { onList } from '../embed/origins.js';
import { compilePolicy } from '../privacy/policy.js';
import type { Context } from './context.js';

/**
 * In a frame, with `frameOrigins`: lets a page on that list share this one as a part of itself. Says nothing to anyone before
 * such a page has said hello to it, and to no other page ever; a page not on the list cannot tell that the SDK is here.
 */
export function answerParent(ctx: Context): void {
  const { window, settings } = ctx;
  const origins = settings.frameOrigins;
  const { parent } = window;
  let turn = 0;

  const join = async (port: MessagePort): Promise<void> => {
    const mine = ++turn;
    const [live, { joinParent }] = await Promise.all([ctx.loadLive(), ctx.loadPart('embed')]);
    // Said hello to again meanwhile, or a session of its own has begun.
    if (mine !== turn || !free(ctx)) return port.close();
    ctx.joined?.stop();
    const joined = joinParent({
      window,
      port,
      origins,
      secrets: ctx.secrets,
      masks: () => ctx.masks,
      loadPart: ctx.loadPart,
      startCapture: live.startCapture,
      compilePolicy,
      own: ctx.panel.own,
      over() {
        if (ctx.joined === joined) ctx.joined = undefined;
      },
    });
    ctx.joined = joined;
  };
  if (parent === window || origins.length === 0) return;
  listen(window, ['message'], (event) => {
    const { source, origin, data, ports } = event as MessageEvent;
    const [port] = ports;
    if (source !== parent || port === undefined || !isHello(data) || !onList(origins, origin) || !free(ctx)) return;
    join(port).catch(() => port.close());
  });
}

const free = ({ state }: Context): boolean => state.kind === 'idle' || state.kind === 'ended' || state.kind === 'recoverable';

/** Whether this page is a part of another one, which decides what is shared: nothing begins here by itself. */
export function isPart({ window, settings }: Context): boolean {
  const { parent } = window;
  if (parent === window) return false;
  try {
    return settings.frameOrigins.length > 0 || 'CobrowseSDK' in parent;
  } catch {
    // Of another origin.
    return false;
  }
}
