import type { ErrorObject } from '@sightline/protocol';

/** An agent as the customer knows him. */
export interface Viewer {
  userId: string;
  userName: string;
}

/** What the session tells the widget. */
export type WidgetState =
  | { view: 'connecting' }
  | { view: 'waiting'; pinCode: string }
  | { view: 'active'; pinCode: string; agents: Viewer[] }
  | { view: 'paused'; pinCode: string; agents: Viewer[] }
  | { view: 'reconnecting' }
  /** `reason` is one of `session_ended.reason` (surface §4). */
  | { view: 'ended'; reason: string }
  | { view: 'error'; error: ErrorObject };
