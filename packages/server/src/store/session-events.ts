import type { EndReason, LeaveReason, SessionWebhook, WebhookEventName, WebhookObjects } from '@sightline/protocol';
import { hashKey } from '../session/key.js';
import type { JoinChanges } from './join-changes.js';
import type { DepartureReason, Ending, JoinRecord, SessionRecord } from './session-store.js';

/** An event of a session, as its webhooks are told it. */
export interface SessionEvent {
  id: string;
  event: WebhookEventName;
  /** Milliseconds since the epoch. */
  at: number;
  /** JSON of the whole body. */
  body: string;
}

/** What a save makes known of a session. */
export interface SessionNews {
  record: SessionRecord;
  changes: JoinChanges;
  /** Somebody was in it before this save. */
  startedBefore: boolean;
  /** It has ended with this save. */
  ended: boolean;
  ending: Ending | undefined;
  /** Who was the first in it; needed where it has ended and nobody knows by whom. */
  first: JoinRecord | undefined;
}

const LEAVE_REASONS: Readonly<Record<DepartureReason, LeaveReason>> = {
  left: 'Left the session',
  removed: 'Got disconnected from the session',
  disconnected: 'Got disconnected from the session',
  session_ended: 'The session end',
  connection_lost: 'Network connection error',
  unknown: 'Unknown reason',
};

const END_REASONS: Readonly<Record<Ending['reason'], EndReason>> = {
  ended_by_customer: 'The session ended',
  ended_by_agent: 'The session ended',
  removed: 'The session ended',
  expired: 'The session ended',
  wait_timeout: 'The session ended',
  all_left: 'Network connection error',
  connection_lost: 'Network connection error',
  error: 'Unknown reason',
};

const iso = (ms: number): string => new Date(ms).toISOString();
const userOf = ({ userId, userName, role }: NonNullable<Ending['by']>) => ({ user_id: userId, user_name: userName, role_type: role });
const joinOf = (join: JoinRecord) => ({
  session_id: join.sessionId,
  user_connection_id: join.connectionId,
  ...userOf(join),
  join_time: iso(join.joinedAt),
});

/** The events of a save, in the order they are told in. Their ids depend on what happened alone: a save tried again makes the same. */
export function sessionEvents({ record, changes, startedBefore, ended, ending, first }: SessionNews): SessionEvent[] {
  function event<N extends WebhookEventName>(name: N, about: string, at: number, object: WebhookObjects[N]): SessionEvent {
    const id = hashKey(about).slice(0, 22);
    const body = { event: name, event_ts: at, event_id: id, payload: { account_id: record.accountId, object } } as SessionWebhook;
    return { id, event: name, at, body: JSON.stringify(body) };
  }
  const comings = changes.began.map((join) =>
    event('cobrowse.session_user_joined', `joined:${join.connectionId}`, join.joinedAt, joinOf(join)),
  );
  const goings = changes.ended.map((join) => {
    const left = { leave_time: iso(join.leftAt), leave_reason: LEAVE_REASONS[join.reason] };
    return event('cobrowse.session_user_left', `left:${join.connectionId}`, join.leftAt, { ...joinOf(join), ...left });
  });
  // Stable: of one moment the comings are first.
  const events = [...comings, ...goings].sort((a, b) => a.at - b.at);
  const about = { session_id: record.id, start_time: iso(record.startedAt) };
  const [opener] = changes.began;
  if (!startedBefore && opener) {
    const object = { ...about, start_url: record.startUrl, ...userOf(opener) };
    events.unshift(event('cobrowse.session_started', `started:${record.id}`, opener.joinedAt, object));
  }
  const by = ending?.by ?? first;
  if (ended && record.endedAt !== undefined && by) {
    const end = { end_time: iso(record.endedAt), session_pin: record.pin, end_reason: END_REASONS[ending?.reason ?? 'error'] };
    events.push(event('cobrowse.session_ended', `ended:${record.id}`, record.endedAt, { ...about, ...end, ...userOf(by) }));
  }
  return events;
}
