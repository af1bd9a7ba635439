import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import type { AdminPart } from '../admin/admin-part.js';
import { AdminError, noSuch, refuse } from '../admin/refuse.js';
import { operation } from '../openapi/operation.js';
import type { Webhooks } from './start-webhooks.js';
import { account, drawSecret, none, ONE, params, PATH, type WebhookContext } from './webhook-context.js';
import { deliveryOperations } from './webhook-deliveries.js';
import { NewWebhook, NewWebhookAnswer, ValidatedWebhook, Webhook, webhookAnswer, WebhookChange } from './webhook-schemas.js';
import { secretOperations } from './webhook-secrets.js';

/** Of one account. */
const MOST = 10;

function endpointOperations({ store, now, audit, prove, rules, wake }: WebhookContext) {
  const is = { 200: { about: 'The webhook.', schema: Webhook }, ...none };
  const proof = async (endpoint: { id: string; url: string }) => {
    const validation = await prove(endpoint);
    if (validation.ok) wake();
    return validation;
  };
  return [
    operation({
      id: 'listWebhooks',
      method: 'get',
      path: PATH,
      summary: 'The webhooks of an account, in the order they were made in',
      params: Type.Object(account),
      answers: { 200: { about: 'They.', schema: Type.Object({ webhooks: Type.Array(Webhook) }) }, ...none },
      async handle({ params: { account: id } }, _request, reply) {
        if (!(await store.accountById(id))) return noSuch(reply, 'account');
        return { webhooks: (await store.endpoints(id)).map(webhookAnswer) };
      },
    }),
    operation({
      id: 'addWebhook',
      method: 'post',
      path: PATH,
      summary: 'Makes a webhook, and asks its URL for the proof that it knows the secret',
      about:
        'A receiver that is told the secret only now cannot answer yet: tell it, then ask for the proof by `/validate`. What happens meanwhile waits. One that knows the `secret` you give proves itself at once.',
      params: Type.Object(account),
      body: NewWebhook,
      answers: {
        201: { about: 'The webhook, and its secret this once.', schema: NewWebhookAnswer },
        ...none,
        409: { about: `An account has ${MOST} at most.`, schema: AdminError },
      },
      async handle({ params: { account: accountId }, body: { name, url, events = [], secret = drawSecret() } }, request, reply) {
        if (!(await store.accountById(accountId))) return noSuch(reply, 'account');
        const fault = rules.urlFault(url);
        if (fault !== undefined) return refuse(reply, 'invalid', fault, 'url');
        const id = randomBytes(9).toString('base64url');
        if (!(await store.addEndpoint({ id, accountId, name, url, events, secret, at: now() }, MOST)))
          return refuse(reply, 'conflict', `an account has ${MOST} webhooks at most`);
        audit(request, { action: 'webhook.add', account: accountId, of: id });
        const validation = await proof({ id, url });
        const endpoint = await store.endpoint(accountId, id);
        if (!endpoint) return noSuch(reply, 'webhook');
        return reply.code(201).send({ ...webhookAnswer(endpoint), secret, validation });
      },
    }),
    operation({
      id: 'getWebhook',
      method: 'get',
      path: ONE,
      summary: 'One webhook',
      params,
      answers: is,
      async handle({ params: { account: accountId, webhook: id } }, _request, reply) {
        const endpoint = await store.endpoint(accountId, id);
        return endpoint ? webhookAnswer(endpoint) : noSuch(reply, 'webhook');
      },
    }),
    operation({
      id: 'changeWebhook',
      method: 'patch',
      path: ONE,
      summary: 'Changes what is named; the rest stays. Another URL is to be validated',
      params,
      body: WebhookChange,
      answers: is,
      async handle({ params: { account: accountId, webhook: id }, body }, request, reply) {
        const fault = body.url === undefined ? undefined : rules.urlFault(body.url);
        if (fault !== undefined) return refuse(reply, 'invalid', fault, 'url');
        const endpoint = await store.changeEndpoint({ accountId, id }, body, now());
        if (!endpoint) return noSuch(reply, 'webhook');
        audit(request, { action: 'webhook.change', account: accountId, of: id, changed: Object.keys(body) });
        wake();
        return webhookAnswer(endpoint);
      },
    }),
    operation({
      id: 'deleteWebhook',
      method: 'delete',
      path: ONE,
      summary: 'Deletes a webhook; what waits for it is not sent any more',
      params,
      answers: { 204: { about: 'It is gone.' }, ...none },
      async handle({ params: { account: accountId, webhook: id } }, request, reply) {
        if (!(await store.removeEndpoint(accountId, id))) return noSuch(reply, 'webhook');
        audit(request, { action: 'webhook.delete', account: accountId, of: id });
        return reply.code(204).send();
      },
    }),
    operation({
      id: 'validateWebhook',
      method: 'post',
      path: `${ONE}/validate`,
      summary: 'Asks the URL for the proof that it knows the secret; with it the webhook is active',
      params,
      answers: { 200: { about: 'The webhook, and what came of it.', schema: ValidatedWebhook }, ...none },
      async handle({ params: { account: accountId, webhook: id } }, _request, reply) {
        const before = await store.endpoint(accountId, id);
        if (!before) return noSuch(reply, 'webhook');
        const validation = await proof(before);
        return { ...webhookAnswer((await store.endpoint(accountId, id)) ?? before), validation };
      },
    }),
  ];
}

/** Webhooks of accounts: made, proved, their secrets changed without a break, what became of their deliveries. */
export const webhookPart = (webhooks: Pick<Webhooks, 'prove' | 'rules' | 'wake'>): AdminPart => ({
  operations(context) {
    const all = { ...context, ...webhooks };
    return [...endpointOperations(all), ...secretOperations(all), ...deliveryOperations(all)];
  },
  schemas: { Webhook, NewWebhook, WebhookChange },
});
