import type { Link, Result } from '@sightline/link';
import type { Ended, StateAnswer, Switches, Welcome } from '@sightline/protocol';
import type { Helper } from './helper.js';
import type { StoredSeat } from './seat-store.js';
import type { Sharing } from './sharing.js';
import type { Wishes } from './wishes.js';

export interface User {
  userId: string;
  userName: string;
}

/** `present` is false while the agent's connection is lost. */
export interface Agent extends User {
  present?: boolean;
  /** By which frames name this agent, and the number of the agent's colour. */
  seat?: number;
  color?: number;
}

/** What a session is while this page is in it. */
export interface Shared {
  sessionId: string;
  /** ISO 8601 UTC. */
  startTime: string;
  pinCode: string;
  you: User;
  /** In order of joining. */
  agents: Agent[];
  /** Agents who wait for her answer, in order of joining. */
  waiting: User[];
  paused: boolean;
  /** The connection is lost and being brought back. */
  away: boolean;
  /** Fingerprint of the rules this page is shared by. */
  rules?: string;
}

/** What `session_ended` says. */
export type Ending = Pick<Ended, 'reason' | 'endedBy'>;

/** This page is in the session. */
export interface Live {
  kind: 'live';
  shared: Shared;
  link: Link;
  sharing: Sharing;
  wishes: Wishes;
  help: Helper;
  /** The newest one. */
  welcome: Welcome;
  /** What this page lets others do, once the service has said it. */
  switches?: Switches;
  /** Path of its assets on the service. */
  assetBase: string | undefined;
  /** The seat with its newest key. */
  seat: StoredSeat;
  /** Milliseconds a lost seat is held. */
  windowMs: number;
  /** The customer has called `pause` and not `resume` since, whatever the service has heard of it. */
  shut: boolean;
  /** The pause is over: the page may be shared, and what was not said of it meanwhile is said. */
  reopen(): void;
  /** Puts back everything on the page that belongs to the session; the link stays. */
  stop(): void;
}

/**
 * The session lives, and agents see another tab of this browser; or this page was put away and comes back. It shows what it
 * knows, looks now and then, and takes the seat when the customer works here (surface §9).
 */
export interface Quiet {
  kind: 'quiet';
  shared: Shared;
  /** As last known; the store may have a newer key. */
  seat: StoredSeat;
  windowMs: number;
  /** The seat is to be taken. */
  wants: boolean;
  /** Milliseconds since the epoch; not taken before, so that two tabs cannot snatch it from each other without end. */
  notBefore: number;
  moving: { done: Promise<Result<object>>; cancel(): void } | undefined;
  /** Attempts that found no service, and when to give up. */
  attempts: number;
  until: number | undefined;
  /** Looks so far, and how often in a row the seat was found free. */
  ticks: number;
  free: number;
}

/** What the service tells the holder of a key who is not in the session. */
export type SessionNow = NonNullable<StateAnswer['info']>;

/** A page that knows the session. */
export type Known = Live | Quiet;

export type State =
  | { kind: 'idle' }
  /** A reload left a live session that no tab holds. `info`: with multi-tab persistence, what is to be shown once `init` has answered. */
  | { kind: 'recoverable'; info?: SessionNow }
  | Quiet
  /** `broke`: our own code failed; the call ends with that row. */
  | { kind: 'connecting'; resuming: boolean; cancel(): void; broke(): void; over: Promise<void> }
  | Live
  /** `told`: the service has answered, or the connection is over. */
  | { kind: 'ending'; shared: Shared | undefined; done: Promise<Result<object>>; told(ended: Ending): void }
  | { kind: 'ended' };

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

/** What `getSessionInfo()` answers: alone the status where this page is in no session. */
export type SessionInfo =
  | { sessionStatus: SessionStatus }
  | ({ sessionStatus: SessionStatus; sessionId: string; pinCode: string; agents: User[]; startTime: string } & User);

function statusOf(state: State): SessionStatus {
  if (state.kind !== 'live' && state.kind !== 'quiet') return `session_${state.kind}`;
  const { away, paused, agents } = state.shared;
  if (away) return 'session_reconnecting';
  if (paused) return 'session_paused';
  return agents.length > 0 ? 'session_active' : 'session_started';
}

export function sessionInfo(state: State): SessionInfo {
  const sessionStatus = statusOf(state);
  const shared = 'shared' in state ? state.shared : undefined;
  if (!shared) return { sessionStatus };
  const { sessionId, pinCode, you, agents, startTime } = shared;
  return {
    sessionStatus,
    sessionId,
    pinCode,
    ...you,
    agents: agents.map(({ userId, userName }) => ({ userId, userName })),
    startTime,
  };
}
