/** What a webhook is told (spec: surface §12). */
export const WEBHOOK_EVENTS = [
  'cobrowse.session_started',
  'cobrowse.session_user_joined',
  'cobrowse.session_user_left',
  'cobrowse.session_ended',
] as const;

export type WebhookEventName = (typeof WEBHOOK_EVENTS)[number];

/** What an endpoint is asked once, to prove that its URL is whose it says. */
export const URL_VALIDATION = 'endpoint.url_validation';

export type LeaveReason =
  | 'Left the session'
  | 'Got disconnected from the session'
  | 'The session end'
  | 'Network connection error'
  | 'Unknown reason';

export type EndReason = 'The session ended' | 'Network connection error' | 'Unknown reason';

interface WebhookUser {
  user_id: string;
  user_name: string;
  role_type: 'customer' | 'agent';
}

/** Times are ISO 8601, UTC. */
export interface WebhookObjects {
  'cobrowse.session_started': WebhookUser & { session_id: string; start_time: string; start_url: string };
  'cobrowse.session_user_joined': WebhookUser & { session_id: string; user_connection_id: string; join_time: string };
  'cobrowse.session_user_left': WebhookUser & {
    session_id: string;
    user_connection_id: string;
    join_time: string;
    leave_time: string;
    leave_reason: LeaveReason;
  };
  'cobrowse.session_ended': WebhookUser & {
    session_id: string;
    start_time: string;
    end_time: string;
    session_pin: string;
    end_reason: EndReason;
  };
}

/** The body of one delivery of an event. */
export type SessionWebhook = {
  [Name in WebhookEventName]: {
    event: Name;
    /** Milliseconds since the epoch. */
    event_ts: number;
    /** The same whenever this event is delivered again. */
    event_id: string;
    payload: { account_id: string; object: WebhookObjects[Name] };
  };
}[WebhookEventName];

export interface UrlValidation {
  event: typeof URL_VALIDATION;
  event_ts: number;
  payload: { plainToken: string };
}

export type WebhookEvent = SessionWebhook | UrlValidation;
