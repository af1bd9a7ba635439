import type { Static } from 'typebox';
import type { LiveSessions, PastSessions, SessionDetails, SessionUsers } from './rest-schemas.js';

const session_id = 'q3J0gk2hTRe0lMgbQ1s9Aw';
const users: Static<typeof LiveSessions>['sessions'][number]['users'] = [
  { user_id: 'crm-4711', user_name: 'Cleo', role_type: 'customer' },
  { user_id: 'desk-7', user_name: 'Ada', role_type: 'agent' },
];
const about = { session_id, start_time: '2026-12-01T09:30:00.000Z', session_pin: '482913' };
const over = { end_time: '2026-12-01T09:42:07.000Z', duration: '00:12:07' };

/** Answers as the document and docs/rest.md show them. */
export const exampleOf: {
  liveSessions: Static<typeof LiveSessions>;
  pastSessions: Static<typeof PastSessions>;
  session: Static<typeof SessionDetails>;
  users: Static<typeof SessionUsers>;
} = {
  liveSessions: { page_size: 30, next_page_token: '', sessions: [{ ...about, users }] },
  pastSessions: {
    from: '2026-12-01',
    to: '2026-12-01',
    page_size: 30,
    next_page_token: '',
    sessions: [{ ...about, ...over, user_count: 2, users }],
  },
  session: { ...about, user_count: 2, ...over },
  users: {
    page_size: 30,
    next_page_token: '',
    users: [
      {
        user_connection_id: 'hV1mJmSgZ5c4YyMBqkVxTg',
        user_id: 'desk-7',
        user_name: 'Ada',
        role_type: 'agent',
        ip_address: '198.51.100.7',
        data_center: 'fra-1',
        join_time: '2026-12-01T09:31:10.000Z',
        leave_time: '2026-12-01T09:42:07.000Z',
        duration: '00:10:57',
      },
    ],
  },
};
