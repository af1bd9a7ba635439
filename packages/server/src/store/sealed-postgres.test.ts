import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPostgres } from '../../../../scripts/postgres.mjs';
import { createSealing } from '../secrets/sealing.js';
import { foundInBytes } from '../testing/found-in-bytes.js';
import { TEST_SEALING, testDatabase } from '../testing/test-database.js';
import { account } from './contract/examples.js';
import { openStore } from './open-store.js';

const SECRETS = ['sdk-secret-of-the-account-0123456789', 'api-secret-of-the-account-0123456789', 'webhook-secret-of-the-account-0123456'];
const [SDK = '', API = '', HOOK = ''] = SECRETS;
const CANARY = 'name-of-the-account-that-must-be-found';

test('Z5 a dump of Postgres gives no secret away; what is no secret is in it', { timeout: 60_000 }, async () => {
  const database = await testDatabase();
  try {
    const dump = (): Buffer =>
      execFileSync(join(findPostgres() ?? '', 'pg_dump'), [database.url], {
        maxBuffer: 64 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const store = await openStore(database.url, { sealing: TEST_SEALING });
    await store.createAccount({ ...account, name: CANARY, sdkSecrets: [SDK], apiSecrets: [API] });
    const hook = { id: 'hook', accountId: account.id, name: 'crm', url: 'https://crm.example/hook', events: [], secret: HOOK, at: 1 };
    await store.addEndpoint(hook, 5);
    expect(await store.account(account.sdkKey)).toMatchObject({ sdkSecrets: [SDK], apiSecrets: [API] });
    expect(foundInBytes(dump(), [...SECRETS, CANARY])).toEqual([CANARY]);
    await store.stop();
    // The search finds what is there in the clear.
    await database.query(`update accounts set sdk_secrets = '["${SDK}"]', api_secret = '${Buffer.from(API).toString('base64')}'`);
    expect(foundInBytes(dump(), SECRETS)).toEqual([SDK, API]);
    await expect(openStore(database.url, { sealing: createSealing([Buffer.alloc(32, 9)]) })).rejects.toThrow(
      /^SECRETS_KEY does not open the accounts' secrets/,
    );
  } finally {
    await database.stop();
  }
});
