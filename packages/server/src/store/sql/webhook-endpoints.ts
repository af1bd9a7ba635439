import type { WebhookEventName } from '@sightline/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.js';
import type { WebhookEndpoint, WebhookStore } from '../webhook-store.js';
import { sqlEndpointSecrets, insertEndpointSecret } from './webhook-secrets.js';
import type { SqlWork } from './work.js';

const endpointOf = (row: Tables['webhook_endpoints']): WebhookEndpoint => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  url: row.url,
  events: JSON.parse(row.events) as WebhookEventName[],
  state: row.state,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  provedAt: row.proved_at ?? undefined,
});

type EndpointPart = Pick<
  WebhookStore,
  | 'endpoints'
  | 'endpoint'
  | 'addEndpoint'
  | 'changeEndpoint'
  | 'endpointProved'
  | 'removeEndpoint'
  | 'removeEndpoints'
  | 'endpointSecrets'
  | 'addEndpointSecret'
  | 'retireEndpointSecret'
  | 'setEndpointSecrets'
  | 'signingSecret'
>;

export function sqlWebhookEndpoints(work: SqlWork): EndpointPart {
  const { db, step } = work;
  const find = (on: Kysely<Tables>, accountId: string, id: string) =>
    on.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).where('account_id', '=', accountId).executeTakeFirst();

  async function remove(on: Kysely<Tables>, ids: readonly string[]): Promise<void> {
    await on.deleteFrom('deliveries').where('endpoint_id', 'in', ids).execute();
    await on.deleteFrom('webhook_secrets').where('endpoint_id', 'in', ids).execute();
    await on.deleteFrom('webhook_endpoints').where('id', 'in', ids).execute();
  }

  return {
    ...sqlEndpointSecrets(work),
    async endpoints(accountId) {
      const all = db.selectFrom('webhook_endpoints').selectAll().where('account_id', '=', accountId);
      return (await all.orderBy('created_at').orderBy('id').execute()).map(endpointOf);
    },
    async endpoint(accountId, id) {
      const row = await find(db, accountId, id);
      return row && endpointOf(row);
    },
    addEndpoint: ({ id, accountId, name, url, events, secret, at }, atMost) =>
      step(async (on) => {
        const count = on.selectFrom('webhook_endpoints').select((of) => of.fn.countAll<number>().as('count'));
        const { count: before } = await count.where('account_id', '=', accountId).executeTakeFirstOrThrow();
        if (before >= atMost) return false;
        const row = { id, account_id: accountId, name, url, events: JSON.stringify(events), state: 'unproved' as const };
        const { numInsertedOrUpdatedRows: added } = await on
          .insertInto('webhook_endpoints')
          .values({ ...row, created_at: at, updated_at: at, proved_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (added !== 1n) return false;
        await insertEndpointSecret(on, work.sealing, { endpointId: id, value: secret, at });
        return true;
      }),
    changeEndpoint: ({ accountId, id }, { name, url, events, disabled }, at) =>
      step(async (on) => {
        const before = await find(on, accountId, id);
        if (!before) return undefined;
        const moved = url !== undefined && url !== before.url;
        const provedAt = moved ? null : before.proved_at;
        const off = disabled ?? before.state === 'disabled';
        const row = {
          ...before,
          ...(name !== undefined && { name }),
          ...(url !== undefined && { url }),
          ...(events && { events: JSON.stringify(events) }),
          state: off ? ('disabled' as const) : provedAt === null ? ('unproved' as const) : ('active' as const),
          proved_at: provedAt,
          updated_at: at,
        };
        const { id: _, ...set } = row;
        await on.updateTable('webhook_endpoints').set(set).where('id', '=', id).execute();
        return endpointOf(row);
      }),
    endpointProved: (id, url, at) =>
      step(async (on) => {
        const proved = on.updateTable('webhook_endpoints').where('id', '=', id).where('url', '=', url);
        const { numUpdatedRows } = await proved.set({ proved_at: at }).executeTakeFirst();
        await proved.where('state', '=', 'unproved').set({ state: 'active' }).execute();
        return numUpdatedRows === 1n;
      }),
    removeEndpoint: (accountId, id) =>
      step(async (on) => {
        if (!(await find(on, accountId, id))) return false;
        await remove(on, [id]);
        return true;
      }),
    removeEndpoints: (accountId) =>
      step(async (on) => {
        const all = await on.selectFrom('webhook_endpoints').select('id').where('account_id', '=', accountId).execute();
        if (all.length > 0)
          await remove(
            on,
            all.map(({ id }) => id),
          );
      }),
  };
}
