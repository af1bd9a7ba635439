import { Type } from 'typebox';
import { Cursor, pageQuery, readCursor, writeCursor } from '../admin/paging.js';
import { AdminError, noSuch, refuse } from '../admin/refuse.js';
import { operation } from '../openapi/operation.js';
import { none, ONE, params, type WebhookContext } from './webhook-context.js';
import { DeliveryAnswer, deliveryAnswer, DeliveryState } from './webhook-schemas.js';

export function deliveryOperations({ store, audit, wake }: WebhookContext) {
  return [
    operation({
      id: 'listDeliveries',
      method: 'get',
      path: `${ONE}/deliveries`,
      summary: 'What was, is and could not be sent to a webhook, newest first; never what was in it',
      params,
      query: Type.Object({ ...pageQuery, state: Type.Optional(DeliveryState) }),
      answers: {
        200: { about: 'A page of them.', schema: Type.Object({ deliveries: Type.Array(DeliveryAnswer), cursor: Cursor }) },
        ...none,
      },
      async handle({ params: { account, webhook: endpointId }, query: { limit, cursor, state } }, _request, reply) {
        const [before] = cursor === undefined ? [] : (readCursor(cursor) ?? ['']);
        if (before !== undefined && typeof before !== 'number') return refuse(reply, 'invalid', 'this is no cursor of this list', 'cursor');
        if (!(await store.endpoint(account, endpointId))) return noSuch(reply, 'webhook');
        const page = await store.deliveries({ endpointId, state, before, limit });
        return {
          deliveries: page.deliveries.map(deliveryAnswer),
          ...(page.cursor !== undefined && { cursor: writeCursor([page.cursor]) }),
        };
      },
    }),
    operation({
      id: 'retryDelivery',
      method: 'post',
      path: `${ONE}/deliveries/{event}/retry`,
      summary: 'Sends again what was given up, or delivered, for another day',
      about: 'It comes after what has been sent since: the receiver knows it by its `event_id` and `event_ts`.',
      params: Type.Object({ ...params.properties, event: Type.String({ maxLength: 64, description: 'Its `eventId`.' }) }),
      answers: { 202: { about: 'It is due.' }, ...none, 409: { about: 'It waits already.', schema: AdminError } },
      async handle({ params: { account, webhook: endpointId, event } }, request, reply) {
        if (!(await store.endpoint(account, endpointId))) return noSuch(reply, 'webhook');
        const retried = await store.retryDelivery(endpointId, event);
        if (retried === 'none') return noSuch(reply, 'delivery');
        if (retried === 'pending') return refuse(reply, 'conflict', 'it waits already');
        audit(request, { action: 'webhook.retry', account, of: endpointId });
        wake();
        return reply.code(202).send();
      },
    }),
  ];
}
