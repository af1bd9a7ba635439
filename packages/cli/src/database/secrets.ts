import { openStore } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { sealingOf } from './secrets-keys.js';
import { databaseUrl, onDatabase } from './where.js';
import { withFaults } from './with-faults.js';

/** `sightline secrets`: the keys that seal the secrets of all accounts. */
export function addSecrets(program: Command, tools: Tools): void {
  const group = program.command('secrets').description('the keys that seal the secrets of all accounts (SECRETS_KEY)');
  const rotate = onDatabase(group.command('rotate'))
    .description('seal with the first key of SECRETS_KEY what was sealed with another; the service must not run')
    .option('--json', 'print how many as JSON')
    .action(({ database, json }: { database?: string; json?: true }) =>
      tools.perform(async () => {
        const url = databaseUrl(tools, database);
        const sealing = sealingOf(tools, url);
        if (!sealing)
          throw new Failure(EXIT.usage, 'SECRETS_KEY is not set: give the new key first, then the one before, with a comma between');
        const store = await withFaults([url], () => openStore(url, { sealing }));
        try {
          const resealed = await store.reseal();
          tools.say(json ? JSON.stringify({ resealed }) : `${resealed} sealed anew. Keys behind the first one open nothing any more.`);
        } finally {
          await store.stop();
        }
      }),
    );
  examples(rotate, 'secrets rotate');
}
