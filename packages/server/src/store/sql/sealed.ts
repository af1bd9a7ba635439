import { type Kysely, sql } from 'kysely';
import type { Sealing } from '../../secrets/sealing.js';
import type { SealedStore } from '../sealed-store.js';
import type { Tables } from '../tables.js';
import type { SqlWork } from './work.js';

/** Every column that holds sealed texts, each with the table's key. An empty text is none. */
const SEALED = [
  { table: 'secrets', column: 'sealed', key: 'id' },
  { table: 'webhook_secrets', column: 'sealed', key: 'id' },
] as const;

const AT_ONCE = 500;

/** Where a sealed text belongs. */
export const placeOf = (table: string, column: string, key: string): string => `${table}:${column}:${key}`;

interface SealedRow {
  key: string;
  sealed: string;
}

const rowsAfter = (db: Kysely<Tables>, { table, column, key }: (typeof SEALED)[number], after: string): Promise<SealedRow[]> =>
  sql<SealedRow>`select ${sql.ref(key)} as "key", ${sql.ref(column)} as "sealed" from ${sql.table(table)}
    where ${sql.ref(key)} > ${after} and ${sql.ref(column)} <> '' order by ${sql.ref(key)} limit ${AT_ONCE}`
    .execute(db)
    .then(({ rows }) => rows);

/** Throws where something is sealed with a key that is not there: what cannot be read must not be found out one account at a time. */
export async function checkSealed(db: Kysely<Tables>, sealing: Sealing): Promise<void> {
  for (const place of SEALED) {
    let rows: SealedRow[] = [];
    do {
      rows = await rowsAfter(db, place, rows.at(-1)?.key ?? '');
      const lacks = rows.map(({ sealed }) => sealing.lacks(sealed)).find((id) => id !== undefined);
      if (lacks !== undefined)
        throw new Error(
          `SECRETS_KEY does not open the accounts' secrets: they were sealed with key ${lacks}: name that one, too, after the new one (where none was set it is in secrets.key beside the database)`,
        );
    } while (rows.length === AT_ONCE);
  }
}

export function sqlSealed({ db, patiently, sealing }: SqlWork): SealedStore {
  async function again({ table, column, key }: (typeof SEALED)[number], row: SealedRow): Promise<void> {
    const place = placeOf(table, column, row.key);
    const sealed = sealing.seal(sealing.open(row.sealed, place), place);
    // Unless it was retired or sealed anew meanwhile.
    await patiently(() =>
      sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
        where ${sql.ref(key)} = ${row.key} and ${sql.ref(column)} = ${row.sealed}`.execute(db),
    );
  }
  return {
    async reseal() {
      let count = 0;
      for (const place of SEALED) {
        let rows: SealedRow[] = [];
        do {
          rows = await rowsAfter(db, place, rows.at(-1)?.key ?? '');
          const old = rows.filter(({ sealed }) => !sealing.isCurrent(sealed));
          for (const row of old) await again(place, row);
          count += old.length;
        } while (rows.length === AT_ONCE);
      }
      return count;
    },
  };
}
