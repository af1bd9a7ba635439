import type { Gone, SessionSave } from '../store/session-store.js';
import { presentIn } from './present.js';
import { recordOf } from './record.js';
import type { SessionState } from './state.js';

/** A session as it is to be kept at a time, with those who have gone since the last save. */
export function saveOf(state: SessionState, gone: readonly Gone[], at: number): SessionSave {
  const save = { record: recordOf(state), present: presentIn(state), gone, at };
  if (state.phase === 'live') return save;
  const by = state.endedBy ?? state.opener;
  return { ...save, ending: { reason: state.reason, ...(by && { by }) } };
}
