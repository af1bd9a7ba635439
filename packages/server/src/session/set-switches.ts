import { ACT_TYPES, type GivenSwitches } from '@sightline/protocol';
import { narrowAssist } from './assist.js';
import type { SessionEffect } from './effect.js';
import { type LiveSession, type SessionRules, seatOfConnection } from './state.js';
import { broadcast, nothing, type Step, tell } from './step.js';
import { switchesOf } from './switches.js';

/** Types in the order of the wire, each once. */
function canonical(given: GivenSwitches): GivenSwitches {
  const { remoteAssistTypes: asked } = given.remoteAssist;
  if (!asked) return given;
  const remoteAssistTypes = ACT_TYPES.filter((type) => type !== '' && asked.includes(type)) as typeof asked;
  return { ...given, remoteAssist: { ...given.remoteAssist, remoteAssistTypes } };
}

/** The customer's page says what it allows. */
export function setSwitches(session: LiveSession, event: { connection: number; given: GivenSwitches }, rules: SessionRules): Step {
  const customer = seatOfConnection(session, event.connection);
  if (customer?.role !== 'customer') return nothing(session);
  const given = canonical(event.given);
  const state = { ...session, switches: given };
  const now = switchesOf(state, rules);
  const told = now ? ([{ t: 'switches', ...now }] as const) : [];
  // Said again after a reconnect: only the customer's page has not heard it.
  if (JSON.stringify(session.switches) === JSON.stringify(given))
    return { state: session, effects: told.flatMap((one) => tell(customer, one)) };
  const save: SessionEffect = { type: 'save' };
  // Another page than the one that allowed it.
  const narrowed = narrowAssist(state, rules, session.switches ? 'by_customer' : 'navigated');
  if (!session.paused)
    return { state: narrowed.state, effects: [save, ...told.flatMap((one) => broadcast(state, one)), ...narrowed.effects] };
  return {
    state: { ...state, held: { ...session.held, switches: true } },
    effects: [save, ...told.flatMap((one) => tell(customer, one))],
  };
}
