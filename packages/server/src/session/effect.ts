import type { CloseCode, ErrorId, ServerMessage } from '@sightline/protocol';
import type { DepartureReason } from '../store/session-store.js';
import type { Position } from './event.js';
import type { Seat } from './state.js';

/** What the runtime has to do, in this order. */
export type SessionEffect =
  | { type: 'send'; to: number; message: ServerMessage }
  | { type: 'close'; connection: number; code: (typeof CloseCode)[keyof typeof CloseCode] }
  /** Somebody who was in is no more; kept with the next `save`. */
  | { type: 'departed'; seat: Seat; leftAt: number; reason: DepartureReason }
  /** Keep the state as it is after this event; what follows waits for it. */
  | { type: 'save' }
  /** Answers a `reserve` request. */
  | { type: 'answer'; request: number; result: { ok: true } | { ok: false; error: ErrorId } }
  /** Claim a fresh PIN and report it with `pin_claimed`; `old` is given up then. */
  | { type: 'replace_pin'; old: string }
  | { type: 'release_pin'; pin: string }
  /** The view's path: who watches, who is watched. */
  /** `fresh`: the connection has shown nothing of the session before. */
  | { type: 'watch'; connection: number; seat: number; position: Position | undefined; fresh: boolean }
  | { type: 'unwatch'; connection: number }
  /** `present`: agents whose seats are held; without any nothing is captured. */
  | { type: 'watchers'; present: number }
  /** `page`: another page than before; without `url` it has not said its address. */
  | { type: 'capture'; connection: number; position: Position | undefined; page: { url: string | undefined } | undefined }
  | { type: 'uncapture'; connection: number }
  | { type: 'pause_view' }
  | { type: 'resume_view' }
  /** The session is over: let go of everything. */
  | { type: 'ended' };
