import type { Logger } from 'pino';
import type { SessionState } from '../session/state.js';
import type { Metrics } from './metrics.js';

/** Hears of every session of the process. */
export interface SessionObserver {
  opened(state: SessionState): void;
  ended(state: SessionState): void;
}

/** Writes a session's life down: its id, never its PIN, keys, names or page. */
export function observeSessions(log: Logger, metrics: Pick<Metrics, 'opened' | 'ended'>): SessionObserver {
  return {
    opened(state) {
      if (state.phase !== 'live') return;
      metrics.opened(state.openedBy);
      log.info({ session: state.id, by: state.openedBy }, 'session opened');
    },
    ended(state) {
      if (state.phase !== 'ended') return;
      metrics.ended(state.reason);
      log.info({ session: state.id, reason: state.reason, ms: state.endedAt - state.startedAt }, 'session ended');
    },
  };
}
