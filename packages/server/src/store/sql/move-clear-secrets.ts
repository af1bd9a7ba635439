import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Sealing } from '../../secrets/sealing.js';
import type { Tables } from '../tables.js';
import { setSecrets } from './account-secrets.js';

const clear = (db: Kysely<Tables>): SelectQueryBuilder<Tables, 'accounts', Pick<Tables['accounts'], 'id' | 'sdk_secrets' | 'api_secret'>> =>
  db
    .selectFrom('accounts')
    .select(['id', 'sdk_secrets', 'api_secret'])
    .where((where) => where.or([where('sdk_secrets', '<>', '[]'), where('api_secret', '<>', '')]));

/** Whether a version before has kept secrets in the clear. */
export const hasClearSecrets = async (db: Kysely<Tables>): Promise<boolean> => (await clear(db).execute()).length > 0;

/** Seals the secrets that a version before has kept in the clear, and empties their columns. */
export const moveClearSecrets = (db: Kysely<Tables>, sealing: Sealing, at: number): Promise<void> =>
  db.transaction().execute(async (on) => {
    for (const { id: accountId, sdk_secrets, api_secret } of await clear(on).execute()) {
      const sdk = JSON.parse(sdk_secrets) as string[];
      if (sdk.length > 0) await setSecrets(on, sealing, { accountId, kind: 'sdk', values: sdk, at });
      if (api_secret !== '') await setSecrets(on, sealing, { accountId, kind: 'api', values: [api_secret], at });
      await on.updateTable('accounts').set({ sdk_secrets: '[]', api_secret: '' }).where('id', '=', accountId).execute();
    }
  });
