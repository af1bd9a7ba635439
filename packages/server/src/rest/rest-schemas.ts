import { type Static, Type } from 'typebox';

/** What the REST interface answers (spec: surface §11). */
const time = (description: string) => Type.String({ format: 'date-time', description });
const role = Type.Enum(['customer', 'agent'], { description: 'What the user is in the session.' });
const duration = Type.String({ pattern: '^\\d{2,}:[0-5]\\d:[0-5]\\d$', description: 'Hours, minutes, seconds.' });
const pageSize = Type.Integer({ minimum: 30, maximum: 300, description: 'Most rows of a page.' });
const nextPageToken = Type.String({ description: 'Asks for the next page, within 15 minutes; empty on the last one.' });
const sessionId = Type.String({ pattern: '^[\\w-]{22}$' });
const pin = Type.String({ description: 'The PIN, as it is now or was last.' });
const userCount = Type.Integer({ minimum: 1, description: 'How many users have been in it, each counted once.' });

export const User = Type.Object({ user_id: Type.String(), user_name: Type.String(), role_type: role });

export const LiveSession = Type.Object({
  session_id: sessionId,
  start_time: time('When it was opened.'),
  session_pin: pin,
  users: Type.Array(User, { description: 'Everybody who has been in it, in the order of first joins.' }),
});

export const PastSession = Type.Object({
  session_id: sessionId,
  start_time: time('When it was opened.'),
  end_time: time('When it ended.'),
  duration,
  user_count: userCount,
  session_pin: pin,
  users: Type.Array(User),
});

export const LiveSessions = Type.Object({ page_size: pageSize, next_page_token: nextPageToken, sessions: Type.Array(LiveSession) });

export const PastSessions = Type.Object({
  from: Type.String({ description: 'The first day or moment, as asked for.' }),
  to: Type.String({ description: 'The last one.' }),
  page_size: pageSize,
  next_page_token: nextPageToken,
  sessions: Type.Array(PastSession),
});

export const SessionDetails = Type.Object({
  session_id: sessionId,
  start_time: time('When it was opened.'),
  session_pin: pin,
  user_count: userCount,
  end_time: Type.Optional(time('When it ended; absent while it lives.')),
  duration: Type.Optional(duration),
});

export const SessionUser = Type.Object({
  user_connection_id: Type.String({ description: 'Of this join alone; the same when a lost connection came back.' }),
  user_id: Type.String(),
  user_name: Type.String(),
  role_type: role,
  ip_address: Type.String({
    description: 'Where the user came from, whole or shortened as the account says; empty where it is not known.',
  }),
  data_center: Type.String({ description: 'As this service names itself (setting DATA_CENTER).' }),
  join_time: time('When the user joined.'),
  leave_time: Type.Optional(time('When the user left; absent while there.')),
  duration,
});

export const SessionUsers = Type.Object({ page_size: pageSize, next_page_token: nextPageToken, users: Type.Array(SessionUser) });

export const RestError = Type.Object({
  code: Type.Integer({ description: '300: a parameter; 30101: the page token; 401: the access token; 30300: no such session.' }),
  message: Type.String(),
});

export type SessionUserRow = Static<typeof SessionUser>;
