import type { Link, Result, SeatKey } from '@sightline/link';
import type { Ended } from '@sightline/protocol';
import type { Viewer } from '../viewer/index.js';
import type { Assist } from './assist.js';
import type { User } from './user.js';

export type { User } from './user.js';

/** The number of a seat, by which frames name its holder, and of that person's colour. */
export interface Mark {
  seat?: number;
  color?: number;
}

export const markOf = ({ seat, color }: Mark): Mark => ({
  ...(seat === undefined ? {} : { seat }),
  ...(color === undefined ? {} : { color }),
});

/** `present` is false while the connection is lost. */
export interface OtherAgent extends User, Mark {
  present?: boolean;
}

/** What a session is while this agent is in it. */
export interface Shared {
  sessionId: string;
  /** ISO 8601 UTC. */
  startTime: string;
  pinCode: string;
  you: User & Mark;
  /** The others, in order of joining. */
  agents: OtherAgent[];
  /** `undefined` before she has joined. */
  customer: (User & Mark & { present: boolean }) | undefined;
  paused: boolean;
  away: boolean;
  /** The customer has not allowed him yet: he is told nothing of her session. */
  waiting: boolean;
}

/** What `session_ended` says. */
export type Ending = Pick<Ended, 'reason' | 'endedBy'>;

export interface Live {
  kind: 'live';
  shared: Shared;
  link: Link;
  viewer: Viewer;
  assist: Assist;
  seat: SeatKey;
  /** His first events are still to be told, once he is let in. */
  opening: 'start' | 'join' | undefined;
}

export type State =
  | { kind: 'idle' }
  /** A reload left this tab's seat in a live session. */
  | { kind: 'recoverable' }
  | { kind: 'connecting'; cancel(): void; over: Promise<void> }
  | Live
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
      const { away, paused, customer } = state.shared;
      if (away) return 'session_reconnecting';
      if (paused) return 'session_paused';
      // Waiting for its customer, as hers waits for its first agent.
      return customer ? 'session_active' : 'session_started';
    }
    default:
      return state satisfies never;
  }
}

/** What `getSessionInfo()` answers; `agents` are all of them, this one last. */
export function sessionInfo(state: State): SessionInfo {
  const sessionStatus = statusOf(state);
  const shared = state.kind === 'live' || state.kind === 'ending' ? state.shared : undefined;
  if (!shared) return { sessionStatus };
  const { sessionId, pinCode, you, startTime } = shared;
  const agents = [...shared.agents, you].map(({ userId, userName }) => ({ userId, userName }));
  return { sessionStatus, sessionId, pinCode, userId: you.userId, userName: you.userName, agents, startTime };
}
