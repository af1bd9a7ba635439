import { Type } from 'typebox';
import { AdminError, noSuch, refuse } from '../admin/refuse.js';
import { operation } from '../openapi/operation.js';
import { drawSecret, none, ONE, params, type WebhookContext } from './webhook-context.js';
import { NewWebhookSecret, secretAnswer, WebhookSecret } from './webhook-schemas.js';

export function secretOperations({ store, now, audit }: WebhookContext) {
  return [
    operation({
      id: 'listWebhookSecrets',
      method: 'get',
      path: `${ONE}/secrets`,
      summary: 'The active secrets of a webhook, the one that signs first, without their values',
      params,
      answers: { 200: { about: 'They.', schema: Type.Object({ secrets: Type.Array(WebhookSecret) }) }, ...none },
      async handle({ params: { account, webhook: id } }, _request, reply) {
        if (!(await store.endpoint(account, id))) return noSuch(reply, 'webhook');
        return { secrets: (await store.endpointSecrets(id)).map(secretAnswer) };
      },
    }),
    operation({
      id: 'addWebhookSecret',
      method: 'post',
      path: `${ONE}/secrets`,
      summary: 'Makes a secret, which signs from now on: the receiver has to know it, and the one before until that is retired',
      about: 'What is signed before the receiver knows the new secret is refused there, and sent again.',
      params,
      answers: {
        201: { about: 'The secret, this once.', schema: NewWebhookSecret },
        ...none,
        409: { about: 'Two are active: retire one first.', schema: AdminError },
      },
      async handle({ params: { account, webhook: endpointId } }, request, reply) {
        if (!(await store.endpoint(account, endpointId))) return noSuch(reply, 'webhook');
        const value = drawSecret();
        if (!(await store.addEndpointSecret({ endpointId, value, at: now() })))
          return refuse(reply, 'conflict', 'two are active: retire one first');
        const [newest] = await store.endpointSecrets(endpointId);
        if (!newest) return noSuch(reply, 'webhook');
        audit(request, { action: 'webhook.secret.add', account, of: endpointId });
        return reply.code(201).send({ ...secretAnswer(newest), value });
      },
    }),
    operation({
      id: 'retireWebhookSecret',
      method: 'delete',
      path: `${ONE}/secrets/{secret}`,
      summary: 'Takes a secret out of use, for good',
      params: Type.Object({ ...params.properties, secret: Type.String({ maxLength: 64 }) }),
      answers: { 204: { about: 'It is retired.' }, ...none, 409: { about: 'It is the last one.', schema: AdminError } },
      async handle({ params: { account, webhook: endpointId, secret } }, request, reply) {
        if (!(await store.endpoint(account, endpointId))) return noSuch(reply, 'webhook');
        const what = await store.retireEndpointSecret(endpointId, secret);
        if (what === 'none') return noSuch(reply, 'secret');
        if (what === 'last') return refuse(reply, 'conflict', 'it is the last one: add another one first');
        audit(request, { action: 'webhook.secret.retire', account, of: endpointId });
        return reply.code(204).send();
      },
    }),
  ];
}
