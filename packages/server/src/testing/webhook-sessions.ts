import type { SessionWebhook } from '@sightline/protocol';
import { present, session } from '../store/contract/examples.js';
import type { Store } from '../store/store.js';
import type { Received } from './test-receiver.js';

export const WEBHOOK_SECRET = 'the-secret-of-the-endpoint-long-enough';

/** An endpoint whose URL is proved. */
export async function endpoint(store: Store, { id, accountId, url }: { id: string; accountId: string; url: string }): Promise<void> {
  await store.addEndpoint({ id, accountId, name: id, url, events: [], secret: WEBHOOK_SECRET, at: 1 }, 99);
  await store.endpointProved(id, url, 2);
}

/** A session in which some agents come and go, from its start to its end: 4 + 2 × `agents` events. */
export async function happen(store: Store, id: string, agents: number): Promise<number> {
  const at = Date.now();
  const cleo = { ...present(`${id} c`, 'customer'), joinedAt: at };
  await store.openSession(session(id));
  await store.saveSession({ record: session(id), present: [cleo], at });
  for (let n = 0; n < agents; n++) {
    const agent = { ...present(`${id} ${n}`), joinedAt: at + 2 * n };
    await store.saveSession({ record: session(id), present: [cleo], gone: [{ ...agent, leftAt: at + 2 * n + 1, reason: 'left' }], at });
  }
  const end = at + 2 * agents + 2;
  const gone = [{ ...cleo, leftAt: end, reason: 'session_ended' as const }];
  await store.saveSession({ record: session(id, end), present: [], gone, at: end, ending: { reason: 'expired' } });
  return 4 + 2 * agents;
}

export const idOf = ({ event }: Received): string => (event as SessionWebhook).event_id;
export const sessionOf = ({ event }: Received): string => (event as SessionWebhook).payload.object.session_id;

/** The ids of events in order of their first arrival, by session. */
export function firsts(received: readonly Received[]): Map<string, string[]> {
  const seen = new Set<string>();
  const found = new Map<string, string[]>();
  for (const one of received) {
    if (seen.has(idOf(one))) continue;
    seen.add(idOf(one));
    found.set(sessionOf(one), [...(found.get(sessionOf(one)) ?? []), idOf(one)]);
  }
  return found;
}

/** The ids of the events of each session for the endpoint `a`, in the order of the outbox. */
export async function outbox(store: Store): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  let before: number | undefined;
  do {
    const page = await store.deliveries({ endpointId: 'a', before, limit: 500 });
    for (const { sessionId, eventId } of page.deliveries) found.set(sessionId, [eventId, ...(found.get(sessionId) ?? [])]);
    before = page.cursor;
  } while (before !== undefined);
  return found;
}
