import type { ErrorObject } from '@sightline/protocol';

/** An agent as the customer knows him. */
export interface Viewer {
  userId: string;
  userName: string;
}

interface Asked {
  /** Wants to see the page, and waits for the customer's answer. */
  asks?: Viewer | undefined;
}

/** What the customer's buttons do. */
export interface WidgetActions {
  end(): void;
  pause(): void;
  resume(): void;
  answer(userId: string, allow: boolean): void;
}

/** What the session tells the widget. */
export type WidgetState =
  | { view: 'connecting' }
  | ({ view: 'waiting'; pinCode: string } & Asked)
  | ({ view: 'active' | 'paused'; pinCode: string; agents: Viewer[] } & Asked)
  | { view: 'reconnecting' }
  /** `reason` is one of `session_ended.reason` (surface §4). */
  | { view: 'ended'; reason: string }
  | { view: 'error'; error: ErrorObject };
