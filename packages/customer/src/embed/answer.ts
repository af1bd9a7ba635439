import { listen } from '@sightline/link';
import type { Context } from '../session/context.js';
import { type Joined, type JoinedOptions, joinParent } from './joined.js';
import { onList } from './origins.js';
import { isHello } from './wire.js';

/**
 * In an iframe, with `frameOrigins`: lets a page on that list share this one as a part of itself. Says nothing to anyone before
 * such a page has said hello to it, and to no other page ever; a page not on the list cannot tell that the SDK is here.
 */
export function answerParent(ctx: Context, compilePolicy: JoinedOptions['compilePolicy']): void {
  const { window, settings, secrets, loadPart } = ctx;
  const origins = settings.frameOrigins;
  const { parent } = window;
  if (parent === window) return;
  let turn = 0;
  let loading: ReturnType<Context['loadLive']> | undefined;

  const join = async (port: MessagePort): Promise<void> => {
    const mine = ++turn;
    loading ??= ctx.loadLive();
    const { startCapture } = await loading.catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    // Said hello to again meanwhile, or a session of its own has begun.
    if (mine !== turn || !free(ctx)) return port.close();
    ctx.joined?.stop();
    const joined: Joined = joinParent({
      window,
      port,
      origins,
      secrets,
      loadPart,
      startCapture,
      compilePolicy,
      own: ctx.panel.own,
      masks: () => ctx.masks,
      over() {
        if (ctx.joined === joined) ctx.joined = undefined;
      },
    });
    ctx.joined = joined;
  };
  listen(window, ['message'], (event) => {
    const { source, origin, data, ports } = event as MessageEvent;
    const port = ports[0];
    if (source !== parent || port === undefined || !isHello(data) || !onList(origins, origin) || !free(ctx)) return;
    join(port).catch(() => port.close());
  });
}

/** No session of this page's own is there. */
const free = ({ state }: Context): boolean => !['connecting', 'live', 'quiet', 'ending'].includes(state.kind);
