import type { Switches } from '@sightline/protocol';
import type { AccountDefaults } from '../store/account.js';
import type { LiveSession, SessionRules } from './state.js';

/** What holds where neither page nor account says anything (surface §4). */
const SDK_DEFAULTS = {
  allowAgentAnnotation: true,
  allowCustomerAnnotation: false,
  remoteAssist: { enable: false, enableCustomerConsent: true, remoteAssistTypes: ['scroll_page'], requireStopConfirmation: false },
} as const satisfies AccountDefaults;

/** Whether the tabs of a browser share the session: false, whatever the page says; true, where it says nothing; else as it says. */
export const multiTabOf = ({ allows, defaults }: SessionRules): boolean | undefined =>
  allows.multiTab ? defaults.multiTabSessionPersistence?.enable || undefined : false;

/**
 * What the customer's page lets others do: what it says, the account's defaults where it says nothing, less what the account has off
 * (surface §13); `undefined` while the page has not said: nothing, then.
 */
export function switchesOf({ switches: given }: LiveSession, rules: SessionRules): Switches | undefined {
  if (!given) return undefined;
  const { allows, defaults } = rules;
  const draw = { ...SDK_DEFAULTS, ...defaults, ...given };
  const assist = { ...SDK_DEFAULTS.remoteAssist, ...defaults.remoteAssist, ...given.remoteAssist };
  const multiTab = multiTabOf(rules);
  return {
    draw: { agents: draw.allowAgentAnnotation && allows.annotation, customer: draw.allowCustomerAnnotation && allows.annotation },
    assist: {
      types: assist.enable && allows.remoteAssist ? [...assist.remoteAssistTypes] : [],
      consent: assist.enableCustomerConsent,
      confirmStop: assist.requireStopConfirmation,
    },
    confirmSubmits: allows.confirmSubmits,
    ...(multiTab !== undefined && { multiTab }),
  };
}

/** The same for a welcome. While sharing is paused agents do not hear what another page allows. */
export function switchesTold(session: LiveSession, rules: SessionRules): { switches?: Switches } {
  const switches = session.held?.switches ? undefined : switchesOf(session, rules);
  return switches ? { switches } : {};
}
