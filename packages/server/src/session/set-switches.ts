import { ACT_TYPES, type Switches } from '@sightline/protocol';
import { narrowAssist } from './assist.js';
import type { SessionEffect } from './effect.js';
import { type LiveSession, type SessionRules, seatOfConnection } from './state.js';
import { broadcast, nothing, type Step, tell } from './step.js';
import { switchesOf } from './switches.js';

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
  // Another page than the one that allowed it.
  const narrowed = narrowAssist(state, rules, session.switches ? 'by_customer' : 'navigated');
  if (!session.paused) return { state: narrowed.state, effects: [save, ...broadcast(state, told), ...narrowed.effects] };
  return { state: { ...state, held: { ...session.held, switches: true } }, effects: [save, ...tell(customer, told)] };
}
