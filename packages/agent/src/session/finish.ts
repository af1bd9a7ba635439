import { type Outcome, unheard } from '@sightline/link';
import type { SightlineError } from '@sightline/protocol';
import { type Context, emit, emitError } from './context.js';
import type { Ending, Live } from './state.js';

/** The session is over for this agent: `session_ended` is told once. The viewer keeps saying so until the next join. */
export function finish(ctx: Context, live: Live | undefined, ended: Ending): void {
  live?.link.close();
  live?.assist.over();
  live?.viewer.forget();
  const refused = live?.shared.waiting === true;
  live?.viewer.curtain(ended.reason !== 'removed' ? 'ended' : refused ? 'refused' : 'removed');
  ctx.store.clear();
  ctx.state = { kind: 'ended' };
  emit(ctx, 'session_ended', { reason: ended.reason, ...(ended.endedBy ? { endedBy: ended.endedBy } : {}) });
}

/** This agent is out, the session goes on: the viewer is taken away. */
export function left(ctx: Context, live: Live | undefined, reason: 'left' | 'replaced'): void {
  live?.link.close();
  live?.assist.over();
  live?.viewer.stop();
  ctx.store.clear();
  ctx.state = { kind: 'idle' };
  emit(ctx, 'session_left', { reason });
}

/** An error of a live session, outside any call: the event, or the console where nobody listens. */
export function tellFault(ctx: Context, error: SightlineError): void {
  if (!emitError(ctx, error)) unheard(error);
}

/** The link of a live session has come to its end. */
export function linkOver(ctx: Context, live: Live, outcome: Outcome): void {
  const state = ctx.state;
  if (state.kind === 'ending') return state.told(outcome.kind === 'ended' ? outcome.ended : { reason: 'ended_by_agent' });
  if (state !== live) return;
  switch (outcome.kind) {
    case 'ended':
      return finish(ctx, live, outcome.ended);
    case 'failed':
      tellFault(ctx, outcome.error);
      return finish(ctx, live, { reason: outcome.error.cause === 'failover_exhausted' ? 'connection_lost' : 'error' });
    case 'replaced':
      // The same seat is used in another tab; its key is that tab's now.
      return left(ctx, live, 'replaced');
    default:
      outcome satisfies never;
  }
}
