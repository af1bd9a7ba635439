import type { Site } from '../access/site.js';

/** Who runs sites under one SDK key (spec: surface §13). */
export interface Account {
  id: string;
  /** For the operator. */
  name: string;
  /** Goes up with every change of the account, its secrets included. */
  version: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
  sdkKey: string;
  /** The active ones, newest first: one, or two while rotating. */
  sdkSecrets: string[];
  apiKey: string;
  /** The same of REST tokens. */
  apiSecrets: string[];
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
  /** The switch *Multi-tab session persistence*: off, a session is one tab's. */
  multiTab: boolean;
  /** The switch *Annotation*: off, nobody draws on a page. */
  annotation: boolean;
  /** The switch *Confirm submits*: on, what submits by remote assist asks the customer each time. */
  confirmSubmits: boolean;
  /** The switch *Load assets directly*: on, agents' browsers load what anybody can load from where it is. */
  loadAssetsDirectly: boolean;
  /** The switch *Shorten addresses*: on, REST tells networks in place of addresses. */
  shortenAddresses: boolean;
  /** What a page gets that says nothing of its own. */
  defaults: AccountDefaults;
  /** Names of query parameters that addresses keep. */
  keepQuery: string[];
  /** Errors say more (`detail`) to pages of this account: for development, it tells a stranger what a token lacks. */
  developerMode: boolean;
  /** How many days records of ended sessions and of deliveries are kept. */
  retention: { sessionDays: number; deliveryDays: number };
}

/** Settings of pages, by the names of the SDK (surface §4); where one is absent, the SDK's own default holds. */
export interface AccountDefaults {
  remoteAssist?: {
    enable?: boolean;
    enableCustomerConsent?: boolean;
    remoteAssistTypes?: ('scroll_page' | 'edit_form' | 'click' | 'navigate')[];
    requireStopConfirmation?: boolean;
  };
  multiTabSessionPersistence?: { enable?: boolean };
  allowAgentAnnotation?: boolean;
  allowCustomerAnnotation?: boolean;
  /** Only ever stricter than the page's own. */
  maskType?: 'custom_input' | 'all_input' | 'all';
}

/** What an account of which nothing is said has (surface §13). */
export const ACCOUNT_DEFAULTS: Omit<
  Account,
  'id' | 'name' | 'version' | 'createdAt' | 'updatedAt' | 'sdkKey' | 'sdkSecrets' | 'apiKey' | 'apiSecrets'
> = {
  disabled: false,
  allowedSites: [],
  allowedAgentSites: [],
  plan: { kind: 'unlimited' },
  maskCssSelectors: '',
  maskAttributes: '',
  maskData: true,
  remoteAssist: true,
  multiTab: true,
  annotation: true,
  confirmSubmits: true,
  loadAssetsDirectly: false,
  shortenAddresses: false,
  defaults: {},
  keepQuery: [],
  developerMode: false,
  retention: { sessionDays: 184, deliveryDays: 30 },
};
