import { backUp } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { rowsText } from './rows-text.js';
import { databaseUrl, fileOf, onDatabase } from './where.js';

/** `sightline backup`: a copy of the database file, taken beside the running service. */
export function addBackup(program: Command, tools: Tools): void {
  const command = onDatabase(program.command('backup'))
    .description('copy the database as it is at one moment to a new file, beside the running service')
    .argument('<file>', 'the copy; must not exist yet')
    .option('--json', 'print what is in it as JSON')
    .action((copy: string, { database, json }: { database?: string; json?: true }) =>
      tools.perform(() => {
        const { rows } = backUp(fileOf(databaseUrl(tools, database), 'backup'), copy);
        tools.say(json ? JSON.stringify({ file: copy, rows }) : `${copy}: ${rowsText(rows)}`);
      }),
    );
  examples(
    command,
    'backup /backup/sightline-2026-12-01.db',
    'backup --database file:/var/lib/sightline/sightline.db /backup/sightline-2026-12-01.db',
  );
}
