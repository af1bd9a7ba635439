import type { ErrorObject } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';

/** An agent as the customer knows them; `present` is false while the connection is lost. */
export interface Viewer {
  userId: string;
  userName: string;
  present?: boolean;
}

interface InSession {
  /** Wants to see the page, and waits for the customer's answer. */
  asks?: Viewer | undefined;
  /** Fingerprint of the rules the page is shared by, in hex. */
  rules?: string | undefined;
  /** The customer looks at what her agent sees. */
  peeking?: boolean;
}

/** What the customer's buttons do. */
export interface WidgetActions {
  end(): void;
  pause(): void;
  resume(): void;
  answer(userId: string, allow: boolean): void;
  preview(on: boolean): void;
  loadPart: LoadPart;
}

/** What the session tells the widget. */
export type WidgetState =
  | { view: 'connecting' }
  | ({ view: 'waiting'; pinCode: string } & InSession)
  | ({ view: 'active' | 'paused'; pinCode: string; agents: Viewer[] } & InSession)
  | { view: 'reconnecting' }
  /** `reason` is one of `session_ended.reason` (surface §4). */
  | { view: 'ended'; reason: string }
  | { view: 'error'; error: ErrorObject };
