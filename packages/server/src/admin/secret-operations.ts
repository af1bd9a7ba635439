import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { operation } from '../openapi/operation.js';
import type { SecretRecord } from '../store/account-store.js';
import type { AdminContext, AdminPart } from './admin-part.js';
import { AdminError, noSuch, refuse } from './refuse.js';

const closed = { additionalProperties: false };
const Kind = Type.Enum(['sdk', 'api'], { description: '`sdk` signs access tokens, `api` those of REST.' });
const told = {
  id: Type.String(),
  kind: Kind,
  createdAt: Type.Integer(),
  lastUsedAt: Type.Union([Type.Integer(), Type.Null()], { description: 'To the minute; null: never.' }),
  last4: Type.String({ description: 'Its last four characters; empty of a short one.' }),
};
const Secret = Type.Object(told, closed);
const NewSecret = Type.Object({ ...told, value: Type.String({ description: 'Told this once.' }) }, closed);
const Secrets = Type.Object({ secrets: Type.Array(Secret) });
const account = { account: Type.String({ maxLength: 64 }) };
const none = { 404: { about: 'There is none.', schema: AdminError } };

const secretAnswer = ({ lastUsedAt, ...rest }: SecretRecord) => ({ ...rest, lastUsedAt: lastUsedAt ?? null });

function operations({ store, now, changed, audit }: AdminContext) {
  return [
    operation({
      id: 'listSecrets',
      method: 'get',
      path: '/accounts/{account}/secrets',
      summary: 'The active secrets of an account, newest first, without their values',
      params: Type.Object(account),
      answers: { 200: { about: 'They.', schema: Secrets }, ...none },
      async handle({ params: { account: id } }, _request, reply) {
        if (!(await store.accountById(id))) return noSuch(reply, 'account');
        return { secrets: (await store.secrets(id)).map(secretAnswer) };
      },
    }),
    operation({
      id: 'addSecret',
      method: 'post',
      path: '/accounts/{account}/secrets',
      summary: 'Makes a secret beside the one there is: both are good until one is retired',
      params: Type.Object(account),
      body: Type.Object({ kind: Kind }, closed),
      answers: {
        201: { about: 'The secret, this once.', schema: NewSecret },
        ...none,
        409: { about: 'Two of this kind are active: retire one first.', schema: AdminError },
      },
      async handle({ params: { account: accountId }, body: { kind } }, request, reply) {
        const value = randomBytes(32).toString('base64url');
        const added = await store.addSecret({ accountId, kind, value, at: now() });
        if (added === 'no_account') return noSuch(reply, 'account');
        if (added === 'too_many') return refuse(reply, 'conflict', 'two of this kind are active: retire one first', 'kind');
        changed(accountId);
        audit(request, { action: 'secret.add', account: accountId, of: added.id, changed: [kind] });
        return reply.code(201).send({ ...secretAnswer(added), value });
      },
    }),
    operation({
      id: 'retireSecret',
      method: 'delete',
      path: '/accounts/{account}/secrets/{secret}',
      summary: 'Takes a secret out of use, for good; within 5 seconds nothing it signed is good any more',
      params: Type.Object({ ...account, secret: Type.String({ maxLength: 64 }) }),
      answers: { 204: { about: 'It is retired.' }, ...none, 409: { about: 'It is the last of its kind.', schema: AdminError } },
      async handle({ params: { account: accountId, secret: id } }, request, reply) {
        const what = await store.retireSecret({ accountId, id, at: now() });
        if (what === 'unknown') return noSuch(reply, 'secret');
        if (what === 'last') return refuse(reply, 'conflict', 'it is the last one of its kind: add another one first');
        changed(accountId);
        audit(request, { action: 'secret.retire', account: accountId, of: id });
        return reply.code(204).send();
      },
    }),
  ];
}

/** Secrets of accounts: seen by when they were used, changed without a break. */
export const secretPart: AdminPart = { operations, schemas: { Secret } };
