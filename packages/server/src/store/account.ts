import type { Site } from '../access/site.js';

/** Who runs sites under one SDK key (spec: surface §13). */
export interface Account {
  id: string;
  sdkKey: string;
  /** One, or two while rotating. Never empty. */
  sdkSecrets: string[];
  apiKey: string;
  apiSecret: string;
  disabled: boolean;
  allowedSites: Site[];
  allowedAgentSites: Site[];
  plan: { kind: 'unlimited' } | { kind: 'trial'; minutes: number; used: number };
  maskCssSelectors: string;
  maskAttributes: string;
  /** The switch *Mask data*: off removes the account's own two rules, never what a page marks. */
  maskData: boolean;
  /** The switch *Remote assist*: off, no page's agents get any. */
  remoteAssist: boolean;
  /** The switch *Annotation*: off, nobody draws on a page. */
  annotation: boolean;
  /** The switch *Confirm submits*: on, what submits by remote assist asks the customer each time. */
  confirmSubmits: boolean;
  /** Names of query parameters that addresses keep. */
  keepQuery: string[];
  /** Errors say more (`detail`) to pages of this account: for development, it tells a stranger what a token lacks. */
  developerMode: boolean;
}
