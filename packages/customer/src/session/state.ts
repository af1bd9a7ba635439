import type { Link, Result } from '@sightline/link';
import type { Ended } from '@sightline/protocol';
import type { Pausing } from './pausing.js';
import type { StoredSeat } from './seat-store.js';
import type { Sharing } from './sharing.js';

export interface User {
  userId: string;
  userName: string;
}

/** What a session is while this page is in it. */
export interface Shared {
  sessionId: string;
  /** ISO 8601 UTC. */
  startTime: string;
  pinCode: string;
  you: User;
  /** In order of joining. */
  agents: User[];
  paused: boolean;
  /** The connection is lost and being brought back. */
  away: boolean;
}

/** What `session_ended` says. */
export type Ending = Pick<Ended, 'reason' | 'endedBy'>;

/** This page is in the session. */
export interface Live {
  kind: 'live';
  shared: Shared;
  link: Link;
  sharing: Sharing;
  pausing: Pausing;
  /** The seat with its newest key. */
  seat: StoredSeat;
  /** Puts back everything on the page that belongs to the session; the link stays. */
  stop(): void;
}

export type State =
  | { kind: 'idle' }
  /** A reload left a live session that no tab holds. */
  | { kind: 'recoverable' }
  | { kind: 'connecting'; resuming: boolean; cancel(): void; over: Promise<void> }
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
  switch (state.kind) {
    case 'idle':
    case 'recoverable':
    case 'connecting':
    case 'ending':
    case 'ended':
      return `session_${state.kind}`;
    case 'live': {
      const { away, paused, agents } = state.shared;
      if (away) return 'session_reconnecting';
      if (paused) return 'session_paused';
      return agents.length > 0 ? 'session_active' : 'session_started';
    }
    default:
      return state satisfies never;
  }
}

export function sessionInfo(state: State): SessionInfo {
  const sessionStatus = statusOf(state);
  const shared = state.kind === 'live' || state.kind === 'ending' ? state.shared : undefined;
  if (!shared) return { sessionStatus };
  const { sessionId, pinCode, you, agents, startTime } = shared;
  return {
    sessionStatus,
    sessionId,
    pinCode,
    userId: you.userId,
    userName: you.userName,
    agents: agents.map((a) => ({ ...a })),
    startTime,
  };
}
