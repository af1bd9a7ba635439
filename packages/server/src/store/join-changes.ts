import type { DepartureReason, JoinRecord, Present, SessionSave } from './session-store.js';

/** A join that ended. */
export interface EndedJoin extends JoinRecord {
  leftAt: number;
  reason: DepartureReason;
}

/** What a save makes of a session's joins, each in order of time. */
export interface JoinChanges {
  /** Joins that were not known; some of them may have ended already. */
  began: JoinRecord[];
  ended: EndedJoin[];
}

/** `known`: the session's joins that are open, and those of whom the save names. */
export function joinChanges(known: readonly JoinRecord[], { record, present, gone = [], at }: SessionSave): JoinChanges {
  const joins = new Map(known.map((join) => [join.connectionId, join]));
  const began: JoinRecord[] = [];
  const ended: EndedJoin[] = [];
  const end = record.endedAt ?? at;

  function joinOf({ joinedAt, ...one }: Present, latest: number): JoinRecord {
    const before = joins.get(one.connectionId);
    if (before) return before;
    const join = { ...one, sessionId: record.id, joinedAt: Math.min(joinedAt ?? at, latest), leftAt: undefined };
    joins.set(one.connectionId, join);
    began.push(join);
    return join;
  }
  function close(join: JoinRecord, leftAt: number, reason: DepartureReason): void {
    if (join.leftAt !== undefined) return;
    const closed = { ...join, leftAt: Math.max(leftAt, join.joinedAt), reason };
    joins.set(join.connectionId, closed);
    ended.push(closed);
  }

  for (const { leftAt, reason, ...one } of gone) close(joinOf(one, leftAt), leftAt, reason);
  const here = new Set((record.endedAt === undefined ? present : []).map((one) => joinOf(one, at).connectionId));
  for (const join of joins.values()) if (!here.has(join.connectionId)) close(join, end, 'unknown');
  return {
    began: began.sort((a, b) => a.joinedAt - b.joinedAt),
    ended: ended.sort((a, b) => a.leftAt - b.leftAt),
  };
}
