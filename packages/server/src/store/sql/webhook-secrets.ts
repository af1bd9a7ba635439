import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Sealing } from '../../secrets/sealing.js';
import type { Tables } from '../tables.js';
import type { WebhookStore } from '../webhook-store.js';
import { placeOf } from './sealed.js';
import type { SqlWork } from './work.js';

const MOST_ACTIVE = 2;
/** A shorter one would be told in good part by its last four characters. */
const TELLING_LENGTH = 16;

const place = (id: string): string => placeOf('webhook_secrets', 'sealed', id);

export async function insertEndpointSecret(
  on: Kysely<Tables>,
  sealing: Sealing,
  { endpointId, value, at }: { endpointId: string; value: string; at: number },
): Promise<void> {
  const id = randomBytes(9).toString('base64url');
  const row = { id, endpoint_id: endpointId, sealed: sealing.seal(value, place(id)), created_at: at };
  await on.insertInto('webhook_secrets').values(row).execute();
}

export function sqlEndpointSecrets({
  db,
  step,
  sealing,
}: SqlWork): Pick<WebhookStore, 'endpointSecrets' | 'addEndpointSecret' | 'retireEndpointSecret' | 'setEndpointSecrets' | 'signingSecret'> {
  /** Newest first. */
  async function active(on: Kysely<Tables>, endpointId: string): Promise<{ id: string; value: string; createdAt: number }[]> {
    const rows = await on
      .selectFrom('webhook_secrets')
      .selectAll()
      .where('endpoint_id', '=', endpointId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    return rows.map(({ id, sealed, created_at }) => ({ id, value: sealing.open(sealed, place(id)), createdAt: created_at }));
  }
  const remove = (on: Kysely<Tables>, id: string) => on.deleteFrom('webhook_secrets').where('id', '=', id).execute();

  return {
    async endpointSecrets(endpointId) {
      return (await active(db, endpointId)).map(({ id, value, createdAt }) => ({
        id,
        createdAt,
        last4: value.length < TELLING_LENGTH ? '' : value.slice(-4),
      }));
    },
    addEndpointSecret: ({ endpointId, value, at }) =>
      step(async (on) => {
        const [newest, ...others] = await active(on, endpointId);
        if (others.length + 1 >= MOST_ACTIVE) return false;
        // The newest by its time, whatever the clock does.
        await insertEndpointSecret(on, sealing, { endpointId, value, at: Math.max(at, (newest?.createdAt ?? 0) + 1) });
        return true;
      }),
    retireEndpointSecret: (endpointId, id) =>
      step(async (on) => {
        const secrets = await active(on, endpointId);
        if (!secrets.some((secret) => secret.id === id)) return 'none';
        if (secrets.length === 1) return 'last';
        await remove(on, id);
        return 'done';
      }),
    setEndpointSecrets: (endpointId, values, at) =>
      step(async (on) => {
        const secrets = await active(on, endpointId);
        if (secrets.length === values.length && secrets.every(({ value }, place) => value === values[place])) return;
        for (const { id } of secrets) await remove(on, id);
        for (const [back, value] of [...values].reverse().entries())
          await insertEndpointSecret(on, sealing, { endpointId, value, at: at + back });
      }),
    async signingSecret(endpointId) {
      return (await active(db, endpointId))[0]?.value;
    },
  };
}
