/** The one error of the SDK: a real `Error`; all fields are own and enumerable. Assert on `code` and `cause`. */
export interface SightlineError extends Error {
  code: number;
  errorCode: number;
  exception: string;
  message: string;
  errorMsg: string;
  cause: string;
  /** Time alone can make the same call succeed. */
  retryable: boolean;
  /** What the integrator can do about it, in one sentence. */
  action: string;
  /** Milliseconds, with `rate_limited` only. */
  retryAfterMs?: number;
  /** What exactly was wrong; only where the service runs in developer mode. */
  detail?: string;
}

/** What a callback gets: the value's fields, or the error. */
export type Answer<T extends object = object> =
  | ({ success: true; error?: undefined } & T)
  | ({ success: false; error: SightlineError } & Partial<T>);

export type Callback<T extends object = object> = (answer: Answer<T>) => void;

export interface User {
  userId: string;
  userName: string;
}

export type SessionStatus =
  | 'session_idle'
  | 'session_connecting'
  | 'session_recoverable'
  | 'session_started'
  | 'session_active'
  | 'session_paused'
  | 'session_reconnecting'
  | 'session_ending'
  | 'session_ended';

/** The status alone in idle, connecting, recoverable and ended; else everything. */
export interface SessionInfo extends Partial<User> {
  sessionStatus: SessionStatus;
  sessionId?: string;
  pinCode?: string;
  agents?: User[];
  /** ISO 8601 UTC. */
  startTime?: string;
}

export type EndReason =
  | 'ended_by_customer'
  | 'ended_by_agent'
  | 'all_left'
  | 'wait_timeout'
  | 'connection_lost'
  | 'expired'
  | 'removed'
  | 'error';

export type RemoteAssistType = 'scroll_page' | 'edit_form' | 'click' | 'navigate';

export type RemoteAssistStopReason = 'by_customer' | 'by_agent' | 'handed_over' | 'left' | 'navigated' | 'paused' | 'session_ended';

/** Why an act of an agent was not carried out. */
export type RefusalReason =
  | 'masked'
  | 'blocked'
  | 'file_input'
  | 'off_site'
  | 'download'
  | 'covered'
  | 'own_ui'
  | 'gone'
  | 'stale'
  | 'busy'
  | 'not_editable'
  | 'not_confirmed'
  | 'no_grant'
  | 'wrong_type'
  | 'too_fast'
  | 'paused';

export interface RemoteAssistStarted extends User {
  types: RemoteAssistType[];
}

export interface RemoteAssistStopped extends RemoteAssistStarted {
  reason?: RemoteAssistStopReason;
}

/** Payloads both sides' events share (surface §4). */
export interface SharedEvents {
  pincode_updated: { pinCode: string; pincode: string };
  session_started: { sessionId: string; pinCode: string };
  session_ended: { reason: EndReason; endedBy?: User & { role: string } };
  session_error: SightlineError;
  session_reconnecting: { attempt: number };
  session_reconnected: object;
  session_paused: object;
  session_resumed: object;
  agent_joined: User & { agentCount: number };
  agent_left: User & { agentCount: number; reason?: 'left' | 'disconnected' | 'removed' | 'session_ended' };
  remote_assist_started: RemoteAssistStarted;
  remote_assist_stopped: RemoteAssistStopped;
  /** `by` is absent where nobody did it: a drawing vanished, or the session dropped it. */
  annotation_changed: { strokes: number; by?: User };
  sync_state: { inSync: boolean; lagMs: number };
}

export interface StartOptions {
  /** A JWT your own server signed (surface §3). */
  sdkToken: string;
  /** A PIN of your own, 1 to 10 letters or digits; needs `enable_byop` in the token. */
  customPinCode?: string | null;
}

export interface JoinOptions {
  pinCode: string;
  sdkToken: string;
}

export type Drawing = { tool: 'pen' | 'vanishing_pen' | 'rectangle' | 'arrow' | 'highlighter' | 'eraser'; color?: string };

/** `on` and `off` over one table of events; other names are accepted with a console warning. */
export interface Events<E extends object> {
  on<K extends keyof E>(event: K, handler: (payload: E[K]) => void): void;
  on(event: string, handler: (payload: unknown) => void): void;
  off<K extends keyof E>(event: K, handler?: (payload: E[K]) => void): void;
  off(event: string, handler?: (payload: unknown) => void): void;
}

/** A method without arguments of its own. */
export type Plain = (callback?: Callback) => Promise<object>;
