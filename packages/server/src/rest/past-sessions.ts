import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import { answerRestError, badParameter, restMessages } from './answer-rest-error.js';
import { exampleOf } from './rest-examples.js';
import type { RestContext } from './rest-context.js';
import { bySession, failures, paging, readPin } from './rest-parameters.js';
import { PastSessions } from './rest-schemas.js';
import { pastSession } from './rows.js';
import { queryOf, sessionsPage } from './sessions-page.js';
import { DAY_OR_MOMENT, readRange } from './time-range.js';

const moment = (description: string) => Type.Optional(Type.String({ pattern: DAY_OR_MOMENT, description }));

/** `GET /past_sessions` (spec: surface §11). */
export const pastSessions = (context: RestContext) =>
  operation({
    id: 'listPastSessions',
    method: 'get',
    path: '/past_sessions',
    summary: 'Sessions that have ended',
    about:
      'Newest first, by the time of `time_type`. Without `from` and `to`: the last 24 hours. Both or neither, at most a month apart, not older than six months.',
    query: Type.Object({
      ...paging,
      time_type: Type.Enum(['start_time', 'end_time'], {
        default: 'start_time',
        description: 'Which time `from`, `to` and the order mean.',
      }),
      from: moment('The first day (`yyyy-mm-dd`, UTC), or a moment (RFC 3339).'),
      to: moment('The last day, all of it, or a moment.'),
      session_id: Type.Optional(Type.String({ pattern: '^[\\w-]{22}$', description: 'Only this session.' })),
      ...bySession,
    }),
    answers: { 200: { about: 'A page of them.', schema: PastSessions, example: exampleOf.pastSessions }, ...failures },
    async handle({ query }, request, reply) {
      const pin = readPin(query);
      if (!pin.ok) return badParameter(reply, 'pin_code', 'It is another PIN than session_pin.');
      const account = context.accountOf(request);
      const { time_type, from, to, session_id, next_page_token } = query;
      const list = queryOf(account, 'past', time_type, from, to, session_id, pin.pin);
      const after = next_page_token === undefined ? undefined : context.tokens.read(list, next_page_token);
      if (next_page_token !== undefined && !after) return answerRestError(reply, 30101, restMessages.badPageToken);
      const since = after?.since ?? context.now();
      // The last 24 hours are those before the first page: later pages end where it began.
      const read = readRange({ from, to }, since);
      if (!read.ok) return badParameter(reply, read.field, read.why);
      const { sessions, next } = await sessionsPage(context, {
        query: list,
        after,
        since,
        limit: query.page_size,
        page: {
          accountId: account.id,
          of: { state: 'past', by: time_type === 'end_time' ? 'endedAt' : 'startedAt', from: read.range.from, until: read.range.until },
          pin: pin.pin,
          id: session_id,
        },
      });
      return { ...read.range.shown, page_size: query.page_size, next_page_token: next, sessions: sessions.map(pastSession) };
    },
  });
