import type {
  Callback,
  Drawing,
  Events,
  JoinOptions,
  Plain,
  RemoteAssistType,
  SessionInfo,
  SharedEvents,
  SightlineError,
  StartOptions,
  User,
} from './shared-types.js';

export type * from './shared-types.js';

export interface PiiMask {
  /** `custom_input` (default): what the rules name; `all_input`: every input; `all`: text, images and inputs. */
  maskType?: 'custom_input' | 'all_input' | 'all';
  /** Selector list; each match is carried as one opaque box. */
  maskCssSelectors?: string;
  /** `name=value` or `name`, comma list. */
  maskHTMLAttributes?: string;
  /** Opens what `maskType` closes. */
  unmaskCssSelectors?: string;
  maskPatterns?: ('card' | 'iban' | 'ssn' | 'email' | 'phone' | RegExp)[];
}

/** Settings of `init` (surface §4). */
export interface CustomerSettings {
  /** The SDK key; by default from the script's address. */
  appKey?: string;
  /** The service's origin; by default the script's own. */
  host?: string;
  /** The service as host[:port]: https, http on loopback. */
  zoomHostName?: string;
  allowAgentAnnotation?: boolean;
  allowCustomerAnnotation?: boolean;
  piiMask?: PiiMask;
  remoteAssist?: {
    enable?: boolean;
    enableCustomerConsent?: boolean;
    remoteAssistTypes?: RemoteAssistType[];
    requireStopConfirmation?: boolean;
  };
  multiTabSessionPersistence?: { enable?: boolean; stateCookieKey?: string };
  requireAgentApproval?: boolean;
  /** Globs of paths on which sharing pauses by itself, `*` for letters of a segment, `**` for segments (docs/masking.md). */
  autoPausePaths?: string[];
  /** Shows closed shadow roots, fonts and custom properties that scripts make after `init`; the SDK stands before them. */
  deepCapture?: boolean;
  /**
   * Origins of other sites, exact or `https://*.example.com`, whose pages may be shared together with this one: as part of this
   * page where they are in its iframes, with this page as their part where it is in theirs. Both sides name each other.
   */
  frameOrigins?: string[];
  /** BCP 47; by default the browser's. */
  locale?: string;
  theme?: 'light' | 'dark' | 'system';
  /** false: no built-in panel. `position`: the corner it stands in until the customer moves it, by default the one at the bottom right. */
  ui?: boolean | { position: 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left' };
}

/** A field of a proposal: what it is called on the page, and what it holds and would hold, as the customer reads it. */
export interface ProposedField {
  label: string;
  from: string;
  to: string;
}

export interface CustomerEvents extends SharedEvents {
  agent_waiting: User;
  /** `expiresAt`: ISO 8601. */
  remote_assist_requested: User & { requestId: string; types: RemoteAssistType[]; expiresAt: string };
  /** The question needs no answer any more. */
  remote_assist_request_gone: { requestId: string };
  /** An act of the agent would send something off; `what` are the words of what would be pressed. Answered by `respondRemoteAssist`. */
  remote_assist_confirm: { requestId: string; userName: string; kind: 'submit'; what: string; expiresAt: string };
  proposal_received: User & { proposalId: string; fields: ProposedField[] };
  proposal_gone: { proposalId: string };
}

/** The customer's session. Every method takes an optional last callback and answers a promise. */
export interface CustomerSession extends Events<CustomerEvents> {
  /** Opens a session; the PIN comes by `pincode_updated`. */
  start(options: StartOptions, callback?: Callback): Promise<object>;
  /** With `pinCode`: enters an agent's waiting session. Without: goes on after a page change. */
  join(options: JoinOptions, callback?: Callback): Promise<object>;
  join(options?: { sdkToken?: string; pinCode?: undefined }, callback?: Callback): Promise<object>;
  join(callback: Callback): Promise<object>;
  /** Ends the session, or cancels a running `start` or `join`. */
  end: Plain;
  pause: Plain;
  resume: Plain;
  removeAgent(options: { userId: string }, callback?: Callback): Promise<object>;
  respondAgent(options: { userId: string; allow: boolean }, callback?: Callback): Promise<object>;
  respondRemoteAssist(options: { requestId: string; allow: boolean }, callback?: Callback): Promise<object>;
  stopRemoteAssist: Plain;
  /** Puts a tool in the customer's hand; without one it is put away. */
  annotate(options?: Drawing | { tool?: undefined }, callback?: Callback): Promise<object>;
  clearAnnotations: Plain;
  /** `accept`: true for all fields of the proposal, false for none, or the places of those that are to be filled in. */
  respondProposal(options: { proposalId: string; accept: boolean | number[] }, callback?: Callback): Promise<object>;
  /** Shows, or shows no more, what an agent sees of this page, with an outline around everything hidden. Works without a session, too. */
  preview(on: boolean, callback?: Callback): Promise<object>;
  getSessionInfo(): SessionInfo;
}

/** What `init` answers; `session` is there even where it failed, and all its methods fail with `error`. */
export type InitAnswer =
  | { success: true; session: CustomerSession; error?: undefined }
  | { success: false; session: CustomerSession; error: SightlineError };

export interface ZoomCobrowseSDK {
  init(settings: CustomerSettings, callback?: (answer: InitAnswer) => void): Promise<CustomerSession>;
  init(callback: (answer: InitAnswer) => void): Promise<CustomerSession>;
  init(): Promise<CustomerSession>;
}
