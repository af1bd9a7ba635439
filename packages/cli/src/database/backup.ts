import { backUp } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { rowsText } from './rows-text.js';
import { keyPlace } from './secrets-keys.js';
import { databaseUrl, fileOf, onDatabase } from './where.js';

/** `sightline backup`: a copy of the database file, taken beside the running service. */
export function addBackup(program: Command, tools: Tools): void {
  const command = onDatabase(program.command('backup'))
    .description('copy the database as it is at one moment to a new file, beside the running service; the key of its secrets is not in it')
    .argument('<file>', 'the copy; must not exist yet')
    .option('--json', 'print what is in it as JSON')
    .action((copy: string, { database, json }: { database?: string; json?: true }) =>
      tools.perform(async () => {
        const file = fileOf(databaseUrl(tools, database), 'backup');
        const { rows } = await backUp(file, copy);
        const key = keyPlace(tools, file);
        if (json) return tools.say(JSON.stringify({ file: copy, rows, key }));
        tools.say(`${copy}: ${rowsText(rows)}\nIts secrets open with ${key} alone, which is not in it: keep that, too, in another place.`);
      }),
    );
  examples(
    command,
    'backup /backup/sightline-2026-12-01.db',
    'backup --database file:/var/lib/sightline/sightline.db /backup/sightline-2026-12-01.db',
  );
}
