import { failure, type Result, success } from '@sightline/link';
import { type FrameHeader, makeError } from '@sightline/protocol';
import type { Preview } from '../preview/preview.js';
import type { Context } from './context.js';
import { createSharing } from './sharing.js';

/** `preview(on)`: shows the customer what agents see, wherever the session stands. What it needs is loaded at its first use. */
export interface Previewer {
  show(on: boolean): Promise<Result<object>>;
  /** The session moved on, or its rules did. */
  follow(): void;
  /** What agents get, from the service. */
  frame(header: FrameHeader, body: Uint8Array): void;
  forget(): void;
  /** The session is over, or another page's. */
  close(): void;
  own(node: Node): boolean;
}

export function createPreviewer(context: () => Context): Previewer {
  let wanted = false;
  let preview: Preview | undefined;

  const close = (): void => {
    wanted = false;
    preview?.stop();
    preview = undefined;
    context().panel.peeking(false);
  };
  return {
    async show(on) {
      const ctx = context();
      if (ctx.state.kind === 'ending') return failure(makeError('1017:canceling'));
      if (!on) close();
      if (!on || wanted) return success({});
      wanted = true;
      try {
        const [live, part] = await Promise.all([ctx.loadLive(), ctx.loadPart('preview')]);
        if (!wanted || preview) return success({});
        preview = part.createPreview({ ctx, live, createSharing, close });
        ctx.panel.peeking(true);
      } catch {
        close();
        return failure(makeError('1016:network'));
      }
      return success({});
    },
    close,
    follow: () => preview?.follow(),
    frame: (header, body) => preview?.frame(header, body),
    forget: () => preview?.forget(),
    own: (node) => preview?.host === node,
  };
}
