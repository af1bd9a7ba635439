import type {
  Callback,
  Drawing,
  Events,
  JoinOptions,
  Plain,
  RefusalReason,
  RemoteAssistType,
  SessionInfo,
  SharedEvents,
  SightlineError,
  StartOptions,
  User,
} from './shared-types.js';

export type * from './shared-types.js';

/** Settings of the agent's `init` (surface §5). */
export interface AgentSettings {
  /** The SDK key; by default from the script's address. */
  appKey?: string;
  /** Where the viewer goes: an element, or a selector of one; needed to `join` and `start`. */
  zoomAppRoot?: HTMLElement | string;
  /** The service's origin; by default the script's own. */
  host?: string;
  /** The service as host[:port]: https, http on loopback. */
  zoomHostName?: string;
  /** BCP 47; by default the browser's. */
  locale?: string;
  /** Where the account's switch *Load assets directly* is on and this page's own policy lets pictures of the customers' sites through: by default false. */
  loadAssetsDirectly?: boolean;
}

export interface AgentEvents extends SharedEvents {
  session_joined: { sessionId: string; pinCode: string };
  session_left: { reason: 'left' | 'replaced' };
  customer_joined: User;
  customer_away: object;
  customer_back: object;
  customer_focus_lost: object;
  customer_focus_gained: object;
  customer_transferred: { url: string; tab: string };
  remote_assist_denied: { requestId: string; reason: 'denied' | 'timeout' | 'disabled' };
  /** The customer's page, or the service, did not carry out one act. */
  remote_assist_refused: { type: RemoteAssistType; reason: RefusalReason };
}

/** The agent's session. Every method takes an optional last callback and answers a promise. */
export interface AgentSession extends Events<AgentEvents> {
  /** With `pinCode`: enters the session of that PIN. Without: goes on after a reload of this tab. */
  join(options: JoinOptions, callback?: Callback): Promise<object>;
  join(options?: { sdkToken?: string; pinCode?: undefined }, callback?: Callback): Promise<object>;
  join(callback: Callback): Promise<object>;
  /** Opens a session that waits for its customer. */
  start(options: StartOptions, callback?: Callback): Promise<object>;
  /** Leaves; the session goes on. */
  leave: Plain;
  /** Ends the session for everyone. */
  end: Plain;
  /** A hosted viewer's address, good for 60 s and one entering. */
  createAgentViewerEndpoint(options: JoinOptions, callback?: Callback<{ agentViewerUrl: string }>): Promise<{ agentViewerUrl: string }>;
  /** Asks the customer. Answers at once; what comes of it is an event: `remote_assist_started`, or `remote_assist_denied` (after 30 s at the latest). */
  requestRemoteAssist(options: { types: RemoteAssistType[] }, callback?: Callback<{ requestId: string }>): Promise<{ requestId: string }>;
  /** Gives remote assist back, or takes a question back. */
  stopRemoteAssist: Plain;
  /** Takes a tool, or puts it away where none is named. */
  annotate(options?: AgentDrawing, callback?: Callback): Promise<object>;
  /** This agent's own drawings; with `all` everybody's. */
  clearAnnotations(options?: { all?: boolean }, callback?: Callback): Promise<object>;
  getSessionInfo(): SessionInfo;
}

export type AgentDrawing = { tool?: Drawing['tool'] | 'laser'; color?: string };

export interface SdkInfo {
  version: string;
}

/** What `init` answers; `session` is there even where it failed, and all its methods fail with `error`. */
export type InitAnswer =
  | { success: true; sdkInfo: SdkInfo; session: AgentSession; error?: undefined }
  | { success: false; sdkInfo: SdkInfo; session: AgentSession; error: SightlineError };

export interface ZoomCobrowseAgentSDK {
  init(settings: AgentSettings, callback?: (answer: InitAnswer) => void): Promise<AgentSession>;
}
