import { complain, faultError, type Outcome, quietly, unheard } from '@sightline/link';
import { makeError, type SightlineError } from '@sightline/protocol';
import { type Context, emit, emitError } from './context.js';
import type { Ending, Live } from './state.js';

/** The session is over for this page: everything is put back, the state is removed, `session_ended` is told once. */
export function finish(ctx: Context, live: Live | undefined, { reason, endedBy }: Ending): void {
  const { state } = ctx;
  // Whatever a page has broken, one part that cannot be put back keeps no other from it.
  void quietly(() => ctx.preview.close());
  if (live) {
    live.stop();
    void quietly(() => live.wishes.stop(makeError('1017:canceling')));
    void quietly(() => live.link.close());
  }
  void quietly(() => ctx.store.clear('shared' in state ? state.shared?.sessionId : undefined));
  ctx.state = { kind: 'ended' };
  void quietly(() => ctx.panel.ended(reason));
  emit(ctx, 'session_ended', { reason, ...(endedBy && { endedBy }) });
}

/** An error of a live session, outside any call: the event, or the console where nobody listens. */
export function tellFault(ctx: Context, error: SightlineError): void {
  if (!emitError(ctx, error)) unheard(error);
}

/** Our own code failed while the session lives. Sharing less than the page needs is safe; sharing without its rules is not: it ends. */
export function faulted(ctx: Context, error: unknown): void {
  const { state } = ctx;
  complain('the page can no longer be shared.', error);
  if (state.kind === 'connecting') return state.broke();
  if (state.kind !== 'live') return;
  void quietly(() => state.link.send({ t: 'end', fault: true }));
  void quietly(() => tellFault(ctx, faultError()));
  finish(ctx, state, { reason: 'error' });
}

/** The link of a live session has come to its end. */
export function linkOver(ctx: Context, live: Live, outcome: Outcome): void {
  const state = ctx.state;
  if (state.kind === 'ending') return state.told(outcome.kind === 'ended' ? outcome.ended : { reason: 'ended_by_customer' });
  if (state !== live) return;
  switch (outcome.kind) {
    case 'ended':
      return finish(ctx, live, outcome.ended);
    case 'failed':
      tellFault(ctx, outcome.error);
      return finish(ctx, live, { reason: outcome.error.cause === 'failover_exhausted' ? 'connection_lost' : 'error' });
    case 'replaced':
      // The session lives on in another tab, with the state in its hands.
      return ctx.tabs.replaced(ctx, live);
    default:
      outcome satisfies never;
  }
}
