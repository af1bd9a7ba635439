import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import { answerRestError, badParameter, restMessages } from './answer-rest-error.js';
import { exampleOf } from './rest-examples.js';
import type { RestContext } from './rest-context.js';
import { bySession, failures, paging, readPin } from './rest-parameters.js';
import { LiveSessions } from './rest-schemas.js';
import { liveSession } from './rows.js';
import { queryOf, sessionsPage } from './sessions-page.js';

/** `GET /live_sessions` (spec: surface §11). */
export const liveSessions = (context: RestContext) =>
  operation({
    id: 'listLiveSessions',
    method: 'get',
    path: '/live_sessions',
    summary: 'Sessions that live now',
    about: 'Newest first. A session is listed from the first time somebody has entered it.',
    query: Type.Object({ ...paging, ...bySession }),
    answers: { 200: { about: 'A page of them.', schema: LiveSessions, example: exampleOf.liveSessions }, ...failures },
    async handle({ query }, request, reply) {
      const pin = readPin(query);
      if (!pin.ok) return badParameter(reply, 'pin_code', 'It is another PIN than session_pin.');
      const account = context.accountOf(request);
      const list = queryOf(account, 'live', pin.pin);
      const after = query.next_page_token === undefined ? undefined : context.tokens.read(list, query.next_page_token);
      if (query.next_page_token !== undefined && !after) return answerRestError(reply, 30101, restMessages.badPageToken);
      const { sessions, next } = await sessionsPage(context, {
        query: list,
        after,
        since: after?.since ?? context.now(),
        limit: query.page_size,
        page: { accountId: account.id, of: { state: 'live' }, pin: pin.pin },
      });
      return { page_size: query.page_size, next_page_token: next, sessions: sessions.map(liveSession) };
    },
  });
