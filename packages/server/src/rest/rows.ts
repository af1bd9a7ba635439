import type { Static } from 'typebox';
import ipaddr from 'ipaddr.js';
import type { SessionSummary, SummaryUser } from '../store/record-store.js';
import type { JoinRecord } from '../store/session-store.js';
import type { LiveSession, PastSession, SessionDetails, SessionUserRow, User } from './rest-schemas.js';

const iso = (ms: number): string => new Date(ms).toISOString();

/** `hh:mm:ss`, whole seconds; clocks that differ make no negative one. */
export function duration(from: number, to: number): string {
  const seconds = Math.max(0, Math.floor((to - from) / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const user = ({ userId, userName, role }: SummaryUser): Static<typeof User> => ({ user_id: userId, user_name: userName, role_type: role });

export const liveSession = ({ id, startedAt, pin, users }: SessionSummary): Static<typeof LiveSession> => ({
  session_id: id,
  start_time: iso(startedAt),
  session_pin: pin,
  users: users.map(user),
});

export const pastSession = ({ id, startedAt, endedAt = startedAt, pin, users }: SessionSummary): Static<typeof PastSession> => ({
  session_id: id,
  start_time: iso(startedAt),
  end_time: iso(endedAt),
  duration: duration(startedAt, endedAt),
  user_count: users.length,
  session_pin: pin,
  users: users.map(user),
});

export const sessionDetails = ({ id, startedAt, endedAt, pin, users }: SessionSummary): Static<typeof SessionDetails> => ({
  session_id: id,
  start_time: iso(startedAt),
  session_pin: pin,
  user_count: users.length,
  ...(endedAt !== undefined && { end_time: iso(endedAt), duration: duration(startedAt, endedAt) }),
});

/** An address as it is written, IPv4 as IPv4; shortened: its network's, the /24 of IPv4 or the /48 of IPv6. */
function addressText(address: string, shorten: boolean): string {
  if (!ipaddr.isValid(address)) return '';
  const parsed = ipaddr.process(address);
  if (!shorten) return parsed.toString();
  const keep = parsed.kind() === 'ipv6' ? 6 : 3;
  return ipaddr.fromByteArray(parsed.toByteArray().map((byte, at) => (at < keep ? byte : 0))).toString();
}

export const sessionUser = (join: JoinRecord, about: { dataCenter: string; shorten: boolean; now: number }): SessionUserRow => ({
  user_connection_id: join.connectionId,
  user_id: join.userId,
  user_name: join.userName,
  role_type: join.role,
  ip_address: addressText(join.address, about.shorten),
  data_center: about.dataCenter,
  join_time: iso(join.joinedAt),
  ...(join.leftAt !== undefined && { leave_time: iso(join.leftAt) }),
  duration: duration(join.joinedAt, join.leftAt ?? about.now),
});
