import type { AssistType, GivenSwitches, ServerMessage } from '@sightline/protocol';
import type { AccountRules, Role } from './state.js';

/** Somebody asks for a seat (HTTP). `heardAt`: when the same user's connection, if there is one, was last heard. */
export interface ReserveEvent {
  type: 'reserve';
  request: number;
  now: number;
  role: Role;
  userId: string;
  userName: string;
  address: string;
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
  /** Where the assets are from now on for a page that has not been in the seat before. */
  nextAssetKey: string;
  /** The position the connection named: an agent's last applied frame, a customer's last sent one. */
  position: Position | undefined;
  /** The last view frame the service holds. */
  received: Position | undefined;
  /** A customer's page that wants to be asked about every agent. */
  approval: boolean;
  /** A customer's page that goes by the account's rules of each welcome, not only of its first. */
  takesPolicy: boolean;
  /** The page of a customer that is in the session from now on; absent where the page before has only reconnected. `url`: absent where it is not said yet. */
  page: { url: string | undefined; tab: string } | undefined;
  /** What `welcome` says of coming back together with everyone else, in milliseconds. */
  spreadMs: number;
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
  | { type: 'leave'; by: { connection: number } | { seat: number }; now: number }
  | { type: 'end'; by: { connection: number } | { seat: number }; now: number }
  | { type: 'pause'; connection: number; now: number; by?: 'path' | undefined }
  | { type: 'resume'; connection: number; url?: string | undefined; now: number }
  /** An agent shows nothing of the page any more. */
  | { type: 'covered'; connection: number; now: number }
  /** The customer's answer to a waiting agent, and her sending one away. */
  | { type: 'respond'; connection: number; userId: string; allow: boolean; now: number }
  | { type: 'remove'; connection: number; userId: string; now: number }
  | { type: 'focus'; connection: number; focused: boolean; now: number }
  /** The customer's page says by which rules it is shared. */
  | { type: 'rules'; connection: number; hash: string; now: number }
  /** The customer's page says what it lets others do. */
  | { type: 'switches'; connection: number; given: GivenSwitches; now: number }
  /** The account is another one: the rules given with this event are those from now on. */
  | { type: 'account'; before: AccountRules; now: number }
  /** The customer's page goes by the account's rules it was told. */
  | { type: 'policy'; connection: number; now: number }
  | { type: 'request_assist'; connection: number; requestId: string; types: AssistType[]; now: number }
  | { type: 'respond_assist'; connection: number; requestId: string; allow: boolean; now: number }
  | { type: 'stop_assist'; connection: number; now: number }
  /** The customer's page answers an act or a proposal of the agent in that seat. */
  | {
      type: 'answer_agent';
      connection: number;
      seat: number;
      message: Extract<ServerMessage, { t: 'assist_refused' | 'proposal_answered' }>;
      now: number;
    }
  /** A fresh PIN was claimed in the store. */
  | { type: 'pin_claimed'; code: string; now: number }
  /** A view frame opened a stream. */
  | { type: 'stream'; number: number; now: number }
  /** A reserved seat could not be kept, and nobody was given it. */
  | { type: 'release'; keyHash: string; now: number }
  /** The trial's minutes are used up. */
  | { type: 'expire'; now: number }
  /** A fault ends the session for everyone in it. */
  | { type: 'fail'; error: '9999:session_error' | '9999:session_error_retry'; now: number }
  /** Time passed; `nextDeadline` says when it matters. */
  | { type: 'tick'; now: number };
