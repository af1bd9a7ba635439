import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import { answerRestError, restMessages } from './answer-rest-error.js';
import { exampleOf } from './rest-examples.js';
import type { RestContext } from './rest-context.js';
import { failures, noSession, paging, SESSION_ID, sessionParams } from './rest-parameters.js';
import { SessionUsers } from './rest-schemas.js';
import { sessionUser } from './rows.js';
import { queryOf } from './sessions-page.js';

/** `GET /sessions/{sessionId}/users` (spec: surface §11). */
export const sessionUsers = (context: RestContext) =>
  operation({
    id: 'listSessionUsers',
    method: 'get',
    path: '/sessions/{sessionId}/users',
    summary: 'Who has been in a session',
    about: 'One row a join, oldest first: a user who left and came back by the PIN has two.',
    params: sessionParams,
    query: Type.Object(paging),
    answers: { 200: { about: 'A page of them.', schema: SessionUsers, example: exampleOf.users }, 404: noSession, ...failures },
    async handle({ params: { sessionId }, query: { page_size, next_page_token } }, request, reply) {
      const { store, tokens, dataCenter } = context;
      const account = context.accountOf(request);
      const known = SESSION_ID.test(sessionId) && (await store.sessionSummary(account.id, sessionId)) !== undefined;
      if (!known) return answerRestError(reply, 30300, restMessages.noSession);
      const list = queryOf(account, 'users', sessionId);
      const after = next_page_token === undefined ? undefined : tokens.read(list, next_page_token);
      if (next_page_token !== undefined && !after) return answerRestError(reply, 30101, restMessages.badPageToken);
      const position = after && { joinedAt: after.time, connectionId: after.id };
      const found = await store.joinPage({ sessionId, after: position, limit: page_size + 1 });
      const joins = found.slice(0, page_size);
      const last = joins.at(-1);
      const now = context.now();
      const about = { dataCenter, shorten: account.shortenAddresses, now };
      return {
        page_size,
        next_page_token:
          found.length > page_size && last
            ? tokens.issue(list, { time: last.joinedAt, id: last.connectionId, since: after?.since ?? now })
            : '',
        users: joins.map((join) => sessionUser(join, about)),
      };
    },
  });
