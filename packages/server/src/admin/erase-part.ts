import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import type { AdminPart } from './admin-part.js';
import { erasePerson } from './erase-person.js';
import { AdminError, noSuch, refuse } from './refuse.js';

const Erase = Type.Object(
  {
    userId: Type.String({ minLength: 1, maxLength: 256, description: 'The `user_id` of the person’s tokens.' }),
    accountId: Type.Optional(Type.String({ minLength: 1, maxLength: 128, description: 'Only in this account’s records.' })),
    endSessions: Type.Optional(Type.Boolean({ description: 'End live sessions the person is in; otherwise they are a conflict.' })),
    dropPending: Type.Optional(
      Type.Boolean({ description: 'Drop webhooks that name the person and are not sent yet; otherwise they are a conflict.' }),
    ),
  },
  { additionalProperties: false },
);

const count = (description: string) => Type.Integer({ minimum: 0, description });
const Erased = Type.Object({
  sessions: count('Sessions whose records named the person.'),
  joins: count('Joins that have another id, no name and no address now.'),
  deliveries: count('Records of webhooks from which the person was taken out.'),
  dropped: count('Webhooks that were not sent yet and are not sent any more.'),
  ended: count('Live sessions that were ended for it.'),
});

/** Taking a person out of all records. */
export const erasePart: AdminPart = {
  schemas: { Erased },
  operations: ({ store, endSession, audit }) => [
    operation({
      id: 'erasePerson',
      method: 'post',
      path: '/erase',
      summary: 'Takes a person out of every record',
      about:
        'In the place of the user id stands another one, of each session alone; name, addresses and the addresses of the person’s pages are gone. The rows stay, so that counts stay right. Asking again is safe.',
      body: Erase,
      answers: {
        200: { about: 'What was changed.', schema: Erased },
        404: { about: 'There is no such account.', schema: AdminError },
        409: { about: 'The person is in a live session, or is named by webhooks that are not sent yet.', schema: AdminError },
      },
      async handle({ body: { userId, accountId, endSessions = false, dropPending = false } }, request, reply) {
        if (accountId !== undefined && !(await store.accountById(accountId))) return noSuch(reply, 'account');
        const result = await erasePerson({ store, endSession }, { userId, accountId, endSessions, dropPending });
        switch (result.kind) {
          case 'live':
            return refuse(reply, 'conflict', `the person is in ${listed(result.sessions)}: wait for the end, or ask with endSessions`);
          case 'pending':
            return refuse(
              reply,
              'conflict',
              `${result.deliveries} webhooks that name the person are not sent yet: ask again when they are, or with dropPending`,
            );
          case 'erased': {
            const { kind, ...erased } = result;
            audit(request, { action: `person.${kind}`, ...(accountId !== undefined && { account: accountId }) });
            return erased;
          }
          default:
            return result satisfies never;
        }
      },
    }),
  ],
};

const SHOWN = 5;
const listed = (ids: readonly string[]): string =>
  `${ids.length === 1 ? 'a live session' : `${ids.length} live sessions`} (${ids.slice(0, SHOWN).join(', ')}${ids.length > SHOWN ? ', …' : ''})`;
