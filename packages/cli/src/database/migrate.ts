import { migrateDatabase, migratePlan } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { sealingOf } from './secrets-keys.js';
import { databaseUrl, onDatabase } from './where.js';
import { withFaults } from './with-faults.js';

/** `sightline migrate`: the tables as this version has them. */
export function addMigrate(program: Command, tools: Tools): void {
  const command = onDatabase(program.command('migrate'))
    .description(
      'bring the tables up to date, as a start of the service does; beside the version before a Postgres may run, a file may not',
    )
    .option('--plan', 'only say what would change')
    .option('--json', 'print the changes as JSON')
    .action(({ database, plan, json }: { database?: string; plan?: true; json?: true }) =>
      tools.perform(async () => {
        const url = databaseUrl(tools, database);
        const { text, ...changes } = await withFaults([url], () => (plan ? migratePlan(url) : migrateDatabase(url, sealingOf(tools, url))));
        tools.say(json ? JSON.stringify(changes) : text);
        if (changes.unknown.length > 0) throw new Failure(EXIT.refused, 'a newer version has changed this database: start that one');
      }),
    );
  examples(command, 'migrate --plan', 'migrate --database postgres://sightline@db.example.com/sightline');
}
