import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import type { ListedSession } from '../store/session-list-store.js';
import type { AdminContext, AdminPart } from './admin-part.js';
import { Cursor, pageQuery, readCursor, writeCursor } from './paging.js';
import { AdminError, noSuch, refuse } from './refuse.js';

const closed = { additionalProperties: false };
const orNull = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });
const told = {
  id: Type.String(),
  accountId: Type.String(),
  startedAt: Type.Integer(),
  endedAt: orNull('Null while it lives.'),
};
const Session = Type.Object(told, closed);
const SessionPage = Type.Object({ sessions: Type.Array(Session), cursor: Cursor });
const Join = Type.Object(
  {
    userId: Type.String(),
    userName: Type.String(),
    role: Type.Enum(['customer', 'agent']),
    joinedAt: Type.Integer(),
    leftAt: orNull('Null while the person is in it.'),
  },
  closed,
);
const SessionDetails = Type.Object(
  { ...told, startUrl: Type.String(), joins: Type.Array(Join, { description: 'In order of time.' }) },
  closed,
);
const params = Type.Object({ session: Type.String({ maxLength: 64 }) });
const none = { 404: { about: 'There is none.', schema: AdminError } };

const sessionAnswer = ({ id, accountId, startedAt, endedAt }: ListedSession) => ({ id, accountId, startedAt, endedAt: endedAt ?? null });

function operations({ store, endSession, audit }: AdminContext) {
  return [
    operation({
      id: 'listSessions',
      method: 'get',
      path: '/sessions',
      summary: 'Sessions, newest first: live ones by their start, past ones by their end',
      query: Type.Object({
        ...pageQuery,
        account: Type.Optional(Type.String({ maxLength: 64, description: 'Only of this account.' })),
        state: Type.Enum(['live', 'past'], { default: 'live' }),
      }),
      answers: { 200: { about: 'A page of them.', schema: SessionPage } },
      async handle({ query: { limit, cursor, account: accountId, state } }, _request, reply) {
        const [time, id] = cursor === undefined ? [] : (readCursor(cursor) ?? [null]);
        const after = typeof time === 'number' && typeof id === 'string' ? { time, id } : undefined;
        if (cursor !== undefined && !after) return refuse(reply, 'invalid', 'this is no cursor of this list', 'cursor');
        const found = await store.sessionList({ state, accountId, after, limit: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        const more = found.length > limit && last ? { cursor: writeCursor([last.endedAt ?? last.startedAt, last.id]) } : {};
        return { sessions: page.map(sessionAnswer), ...more };
      },
    }),
    operation({
      id: 'getSession',
      method: 'get',
      path: '/sessions/{session}',
      summary: 'One session, and who was in it',
      params,
      answers: { 200: { about: 'The session.', schema: SessionDetails }, ...none },
      async handle({ params: { session: id } }, _request, reply) {
        const session = await store.session(id);
        if (!session) return noSuch(reply, 'session');
        const joins = await store.joins(id);
        return {
          ...sessionAnswer(session),
          startUrl: session.startUrl,
          joins: joins.map(({ userId, userName, role, joinedAt, leftAt = null }) => ({ userId, userName, role, joinedAt, leftAt })),
        };
      },
    }),
    operation({
      id: 'endSession',
      method: 'post',
      path: '/sessions/{session}/end',
      summary: 'Ends a live session for everybody in it (`expired`)',
      params,
      answers: { 204: { about: 'It ends.' }, ...none },
      async handle({ params: { session: id } }, request, reply) {
        if (!endSession(id)) return noSuch(reply, 'live session');
        audit(request, { action: 'session.end', of: id });
        return reply.code(204).send();
      },
    }),
  ];
}

/** Sessions of all accounts. */
export const sessionPart: AdminPart = { operations, schemas: { Session } };
