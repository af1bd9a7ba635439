import { narrowAssist } from './assist.js';
import type { SessionEffect } from './effect.js';
import { type AccountRules, customerSeat, type LiveSession, type SessionRules, seatOfConnection } from './state.js';
import { broadcast, nothing, type Step, tell } from './step.js';
import { switchesOf } from './switches.js';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether nothing of the customer's page may pass, since it does not go by the account's rules (surface §7). */
export const isWithheld = ({ policy }: LiveSession, rules: SessionRules): boolean => policy !== undefined && policy !== rules.policyHash;

/** A page that has just entered goes by the rules of its welcome; one that only reconnects does, if it is new enough to look at them. */
export const withPolicyOfWelcome = (session: LiveSession, looks: boolean, rules: SessionRules): LiveSession => ({
  ...session,
  policiesTold: 0,
  ...(looks && { policy: rules.policyHash }),
});

/** The account allows more or less than before, says other defaults, or its masks are others (surface §13). */
export function accountChanged(session: LiveSession, before: AccountRules, rules: SessionRules): Step {
  const masks = policyChanged(session, before, rules);
  const switches = switchesChanged(masks.state, before, rules);
  if (masks.state === session && switches.effects.length === 0) return nothing(session);
  return { state: switches.state, effects: [{ type: 'save' }, ...masks.effects, ...switches.effects] };
}

function policyChanged(session: LiveSession, before: AccountRules, rules: SessionRules): { state: LiveSession; effects: SessionEffect[] } {
  if (before.policyHash === rules.policyHash) return { state: session, effects: [] };
  const customer = customerSeat(session);
  // Whoever comes is told by the welcome.
  if (!customer?.joined) return { state: session, effects: [] };
  const effects = tell(customer, { t: 'policy', policy: rules.policy });
  const policiesTold = (session.policiesTold ?? 0) + effects.length;
  return { state: { ...session, policy: '', policiesTold }, effects };
}

function switchesChanged(
  session: LiveSession,
  before: AccountRules,
  rules: SessionRules,
): { state: LiveSession; effects: SessionEffect[] } {
  const now = switchesOf(session, rules);
  if (!now || same(switchesOf(session, { ...rules, ...before }), now)) return { state: session, effects: [] };
  const told = { t: 'switches', ...now } as const;
  if (session.paused) {
    const customer = customerSeat(session);
    return { state: { ...session, held: { ...session.held, switches: true } }, effects: customer ? tell(customer, told) : [] };
  }
  // The account speaks for the site, and so for the customer's side: no reason of its own in surface §4.
  const narrowed = narrowAssist(session, rules, 'by_customer');
  return { state: narrowed.state, effects: [...broadcast(session, told), ...narrowed.effects] };
}

/** The customer's page goes by what it was told last, once it has answered everything it was told. */
export function policyTaken(session: LiveSession, connection: number, rules: SessionRules): Step {
  const { policiesTold = 0 } = session;
  if (seatOfConnection(session, connection)?.role !== 'customer' || policiesTold === 0) return nothing(session);
  const left = policiesTold - 1;
  const state = { ...session, policiesTold: left };
  if (left > 0) return nothing(state);
  return { state: { ...state, policy: rules.policyHash }, effects: [{ type: 'save' }] };
}
