import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Person, RetentionStore } from '../store/retention-store.js';

export interface EraseRequest extends Person {
  /** End live sessions the person is known in. */
  endSessions: boolean;
  /** Drop what waits to be sent and names the person. */
  dropPending: boolean;
}

export type EraseResult =
  | { kind: 'erased'; sessions: number; joins: number; deliveries: number; dropped: number; ended: number }
  /** The person is known in these sessions, which have not ended. */
  | { kind: 'live'; sessions: string[] }
  /** So many deliveries that name the person wait to be sent. */
  | { kind: 'pending'; deliveries: number };

interface EraseOptions {
  store: RetentionStore;
  /** Ends a live session of this process; false where there is none. */
  endSession(id: string): boolean;
}

/** How long a session that was ended has to be kept, and its last webhooks to be sent. */
const WAIT_MS = 5_000;
const LOOK_MS = 50;

/**
 * Takes a person out of all records. Where a live session or a waiting delivery stands against it, nothing is changed; where one comes
 * meanwhile, what could be changed is, and asking again does the rest.
 */
export async function erasePerson({ store, endSession }: EraseOptions, request: EraseRequest): Promise<EraseResult> {
  const { userId, accountId, endSessions, dropPending } = request;
  const person = { userId, accountId };
  const naming = await sessionsNaming(store, person);
  const sent = await deliveriesNaming(store, person);
  const live = [...naming].flatMap(([id, isLive]) => (isLive ? [id] : []));
  if (live.length > 0 && !endSessions) return { kind: 'live', sessions: live };
  if (sent.pending > 0 && !dropPending) return { kind: 'pending', deliveries: sent.pending };

  const count = { sessions: 0, joins: 0, deliveries: 0, dropped: 0, ended: live.filter(endSession).length };
  const still: { live: string[]; pending: number } = { live: [], pending: 0 };
  const deadline = performance.now() + WAIT_MS;
  for (const sessionId of new Set([...naming.keys(), ...sent.sessions])) {
    let step = await store.eraseFrom({ sessionId, userId, dropPending });
    while (step.kind !== 'erased' && performance.now() < deadline) {
      await pause(LOOK_MS);
      step = await store.eraseFrom({ sessionId, userId, dropPending });
    }
    if (step.kind === 'live') still.live.push(sessionId);
    else if (step.kind === 'pending') still.pending += step.deliveries;
    else {
      count.sessions++;
      for (const what of ['joins', 'deliveries', 'dropped'] as const) count[what] += step[what];
    }
    await nextTurn();
  }
  await store.emptyLog();
  if (still.live.length > 0) return { kind: 'live', sessions: still.live };
  if (still.pending > 0) return { kind: 'pending', deliveries: still.pending };
  return { kind: 'erased', ...count };
}

/** Sessions that name a person, and whether the person is known in them now. */
async function sessionsNaming(store: RetentionStore, person: Person): Promise<Map<string, boolean>> {
  const all = new Map<string, boolean>();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const piece: Awaited<ReturnType<RetentionStore['sessionsNaming']>> = await store.sessionsNaming(person, after);
    for (const { id, live } of piece.found) all.set(id, live);
    after = piece.next;
    // A database in the process answers without letting anybody else have a turn.
    await nextTurn();
  }
  return all;
}

async function deliveriesNaming(store: RetentionStore, person: Person): Promise<{ sessions: Set<string>; pending: number }> {
  const all = { sessions: new Set<string>(), pending: 0 };
  for (let after: number | undefined = 0; after !== undefined; ) {
    const piece: Awaited<ReturnType<RetentionStore['deliveriesNaming']>> = await store.deliveriesNaming(person, after);
    for (const id of piece.sessions) all.sessions.add(id);
    all.pending += piece.pending;
    after = piece.next;
    await nextTurn();
  }
  return all;
}
