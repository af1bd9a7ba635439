import type { Switches } from '@sightline/protocol';
import type { LiveSession, SessionRules } from './state.js';

/** What the customer's page lets others do, as far as the account allows it; `undefined` while the page has not said: nothing, then. */
export function switchesOf({ switches }: LiveSession, { allows }: SessionRules): Switches | undefined {
  if (!switches) return undefined;
  const { draw, assist } = switches;
  return {
    draw: { agents: draw.agents && allows.annotation, customer: draw.customer && allows.annotation },
    assist: { ...assist, types: allows.remoteAssist ? assist.types : [] },
    confirmSubmits: allows.confirmSubmits,
  };
}

/** The same for a welcome. While sharing is paused agents do not hear what another page allows. */
export function switchesTold(session: LiveSession, rules: SessionRules): { switches?: Switches } {
  const switches = session.held?.switches ? undefined : switchesOf(session, rules);
  return switches ? { switches } : {};
}
