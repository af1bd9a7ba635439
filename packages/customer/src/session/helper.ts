import { quietly } from '@sightline/link';
import type { FrameHeader, ServerMessage } from '@sightline/protocol';
import type { Help } from '../help/help.js';
import type { Context } from './context.js';
import type { Live } from './state.js';

/** Something said to the page, or a frame of any kind but the view's. */
export type HelpNews = ServerMessage | { t: 'frame'; header: FrameHeader; body: Uint8Array };

/** What agents do on the page, and the customer with them. All of it is in the part `help`, loaded for the first thing it must know of. */
export interface Helper {
  take(news: HelpNews): void;
  /** For what the customer does; undefined where the part does not come. */
  open(): Promise<Help | undefined>;
  own(node: Node): boolean;
  stop(): void;
}

/** News kept while the part is loaded. */
const MOST_WAITING = 1_000;

/** Whether the part is to be loaded for it; what a page without it need not know of needs nobody. */
function needed(news: HelpNews): unknown {
  const { t, draw, assist, assistAsked } = news as {
    t: string;
    draw?: { customer: boolean };
    assist?: { userId?: string };
    assistAsked?: object;
  };
  return /^(?:frame|assist)/.test(t) || draw?.customer || assist?.userId || assistAsked;
}

export function createHelper(ctx: Context, of: () => Live): Helper {
  let help: Help | undefined;
  let stopped = false;
  let waiting: HelpNews[] | undefined;
  const open = async (): Promise<Help | undefined> => {
    try {
      const part = await ctx.loadPart('help');
      if (!stopped) help ??= part.openHelp(ctx, of(), waiting);
    } catch {
      // What cannot be shown to the customer may not be done.
      of().link.send({ t: 'stop_assist' });
    }
    waiting = undefined;
    return help;
  };
  return {
    open,
    take(news) {
      if (help) help.take(news);
      else if (waiting) {
        if (waiting.length < MOST_WAITING) waiting.push(news);
      } else if (needed(news)) {
        waiting = [news];
        void quietly(open);
      }
    },
    own: (node) => help?.own(node) === true,
    stop() {
      stopped = true;
      help?.stop();
    },
  };
}
