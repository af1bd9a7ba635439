import { failure, type Result, success } from '@sightline/link';
import { makeError } from '@sightline/protocol';
import type { Preview } from '../preview/preview.js';
import type { Context } from './context.js';
import { createSharing } from './sharing.js';

/** `preview(on)`: shows the customer what agents see, wherever the session stands. All of it is in a part, loaded at its first use. */
export interface Previewer {
  show(ctx: Context, on: boolean): Promise<Result<object>>;
  /** The session is over, or another page's. */
  close(): void;
  /** What is open. */
  readonly now: Preview | undefined;
}

export function createPreviewer(): Previewer {
  let wanted = false;
  let now: Preview | undefined;
  const close = (): void => {
    wanted = false;
    now?.stop();
    now = undefined;
  };
  return {
    close,
    get now() {
      return now;
    },
    async show(ctx, on) {
      if (ctx.state.kind === 'ending') return failure(makeError('1017:canceling'));
      if (!on) close();
      else if (!wanted) {
        wanted = true;
        try {
          const live = await ctx.loadLive();
          const part = await ctx.loadPart('preview');
          if (wanted) now ??= part.createPreview({ ctx, live, createSharing, close });
        } catch {
          close();
          return failure(makeError('1016:network'));
        }
      }
      return success({});
    },
  };
}
