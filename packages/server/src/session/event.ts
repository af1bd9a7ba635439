import type { Role } from './state.js';

/** Somebody asks for a seat (HTTP). `heardAt`: when the same user's connection, if there is one, was last heard. */
export interface ReserveEvent {
  type: 'reserve';
  request: number;
  now: number;
  role: Role;
  userId: string;
  userName: string;
  keyHash: string;
  heardAt: number | undefined;
}

/** A connection said hello with a key. */
export interface EnterEvent {
  type: 'enter';
  connection: number;
  now: number;
  keyHash: string;
  /** The key the seat gets now, and its hash. */
  nextKey: string;
  nextKeyHash: string;
  /** The position the connection named: an agent's last applied frame, a customer's last sent one. */
  position: Position | undefined;
  /** The last view frame the service holds. */
  received: Position | undefined;
}

export interface Position {
  stream: number;
  number: number;
}

/** Everything that can happen to a session. Times in milliseconds since the epoch. */
export type SessionEvent =
  | ReserveEvent
  | EnterEvent
  | { type: 'closed'; connection: number; now: number }
  | { type: 'leave'; connection: number; now: number }
  | { type: 'end'; by: { connection: number } | { seat: number }; now: number }
  | { type: 'pause' | 'resume'; connection: number; now: number }
  | { type: 'focus'; connection: number; focused: boolean; now: number }
  /** A fresh PIN was claimed in the store. */
  | { type: 'pin_claimed'; code: string; now: number }
  /** A view frame opened a stream. */
  | { type: 'stream'; number: number; now: number }
  /** A fault ends the session for everyone in it. */
  | { type: 'fail'; now: number }
  /** Time passed; `nextDeadline` says when it matters. */
  | { type: 'tick'; now: number };
