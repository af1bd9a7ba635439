import { ACT_TYPES, type Switches } from '@sightline/protocol';
import type { SessionEffect } from './effect.js';
import { type LiveSession, type SessionRules, seatOfConnection } from './state.js';
import { broadcast, nothing, type Step, tell } from './step.js';

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

/** One way of writing each: types in the order of the wire, each once. Confirming submits is the account's to say. */
const canonical = ({ draw, assist }: Switches): Switches => ({
  draw: { agents: draw.agents, customer: draw.customer },
  assist: {
    types: ACT_TYPES.filter((type) => type !== '' && assist.types.includes(type)) as Switches['assist']['types'],
    consent: assist.consent,
    confirmStop: assist.confirmStop,
  },
});

/** The customer's page says what it allows. */
export function setSwitches(session: LiveSession, event: { connection: number; switches: Switches }, rules: SessionRules): Step {
  const customer = seatOfConnection(session, event.connection);
  if (customer?.role !== 'customer') return nothing(session);
  const switches = canonical(event.switches);
  const state = { ...session, switches };
  const told = { t: 'switches', ...(switchesOf(state, rules) ?? switches) } as const;
  // Said again after a reconnect: only the customer's page has not heard it.
  if (JSON.stringify(session.switches) === JSON.stringify(switches)) return { state: session, effects: tell(customer, told) };
  const save: SessionEffect = { type: 'save' };
  if (!session.paused) return { state, effects: [save, ...broadcast(state, told)] };
  return { state: { ...state, held: { ...session.held, switches: true } }, effects: [save, ...tell(customer, told)] };
}
