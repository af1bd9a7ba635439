import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import { answerRestError, restMessages } from './answer-rest-error.js';
import { exampleOf } from './rest-examples.js';
import type { RestContext } from './rest-context.js';
import { failures, noSession, SESSION_ID, sessionParams } from './rest-parameters.js';
import { SessionDetails } from './rest-schemas.js';
import { sessionDetails } from './rows.js';

/** `GET /sessions/{sessionId}` (spec: surface §11). */
export const oneSession = (context: RestContext) =>
  operation({
    id: 'getSession',
    method: 'get',
    path: '/sessions/{sessionId}',
    summary: 'One session',
    params: sessionParams,
    query: Type.Object({
      session_type: Type.Optional(
        Type.Enum(['live', 'past'], { description: 'Only if it lives, or only if it has ended; without it, either.' }),
      ),
    }),
    answers: { 200: { about: 'The session.', schema: SessionDetails, example: exampleOf.session }, 404: noSession, ...failures },
    async handle({ params, query }, request, reply) {
      const { id } = context.accountOf(request);
      const found = SESSION_ID.test(params.sessionId) ? await context.store.sessionSummary(id, params.sessionId) : undefined;
      const asked = query.session_type === undefined || (query.session_type === 'live') === (found?.endedAt === undefined);
      return found && asked ? sessionDetails(found) : answerRestError(reply, 30300, restMessages.noSession);
    },
  });
