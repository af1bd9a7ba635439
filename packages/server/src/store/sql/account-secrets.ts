import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Sealing } from '../../secrets/sealing.js';
import type { SecretKind, SecretRecord } from '../account-store.js';
import type { Tables } from '../tables.js';
import { placeOf } from './sealed.js';

/** A secret as the store's own code sees it. */
export interface OpenSecret extends SecretRecord {
  accountId: string;
  value: string;
}

/** A shorter one would be told in good part by its last four characters. */
const TELLING_LENGTH = 16;

const placeOfSecret = (id: string): string => placeOf('secrets', 'sealed', id);

export const recordOfSecret = ({ id, kind, createdAt, lastUsedAt, last4 }: OpenSecret): SecretRecord => ({
  id,
  kind,
  createdAt,
  lastUsedAt,
  last4,
});

/** The active secrets of some accounts, newest first. */
export async function activeSecrets(on: Kysely<Tables>, sealing: Sealing, accountIds: readonly string[]): Promise<OpenSecret[]> {
  if (accountIds.length === 0) return [];
  const rows = await on
    .selectFrom('secrets')
    .selectAll()
    .where('account_id', 'in', accountIds)
    .where('retired_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => {
    const value = sealing.open(row.sealed, placeOfSecret(row.id));
    return {
      id: row.id,
      accountId: row.account_id,
      kind: row.kind,
      value,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at ?? undefined,
      last4: value.length < TELLING_LENGTH ? '' : value.slice(-4),
    };
  });
}

export const valuesOf = (secrets: readonly OpenSecret[]): Record<SecretKind, string[]> => ({
  sdk: secrets.filter(({ kind }) => kind === 'sdk').map(({ value }) => value),
  api: secrets.filter(({ kind }) => kind === 'api').map(({ value }) => value),
});

export async function insertSecret(
  on: Kysely<Tables>,
  sealing: Sealing,
  secret: { accountId: string; kind: SecretKind; value: string; at: number },
): Promise<string> {
  const { accountId, kind, value, at } = secret;
  const id = randomBytes(9).toString('base64url');
  const row = { id, account_id: accountId, kind, sealed: sealing.seal(value, placeOfSecret(id)), created_at: at };
  await on
    .insertInto('secrets')
    .values({ ...row, last_used_at: null, retired_at: null })
    .execute();
  return id;
}

/** The row stays, to say when it went; the secret does not. */
export async function retire(on: Kysely<Tables>, id: string, at: number): Promise<void> {
  await on.updateTable('secrets').set({ sealed: '', retired_at: at }).where('id', '=', id).execute();
}

/** Makes these the account's active secrets of a kind, the first the newest; those it has already stay what they are. */
export async function setSecrets(
  on: Kysely<Tables>,
  sealing: Sealing,
  wanted: { accountId: string; kind: SecretKind; values: readonly string[]; at: number },
): Promise<void> {
  const { accountId, kind, values, at } = wanted;
  const active = (await activeSecrets(on, sealing, [accountId])).filter((one) => one.kind === kind);
  for (const { id, value } of active) if (!values.includes(value)) await retire(on, id, at);
  for (const [place, value] of [...new Set(values)].entries())
    if (!active.some((one) => one.value === value))
      await insertSecret(on, sealing, { accountId, kind, value, at: at + values.length - 1 - place });
}
