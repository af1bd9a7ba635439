import { type Backup, readBackup, restoreBackup } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { rowsText } from './rows-text.js';
import { databaseUrl, fileOf, onDatabase } from './where.js';

/** `sightline restore`: a backup in the place of a database file that is not there. */
export function addRestore(program: Command, tools: Tools): void {
  const command = onDatabase(program.command('restore'))
    .description('read a backup as a whole and put it where the database is to be; refuses while a service or a database is there')
    .argument('<file>', 'a file that backup made')
    .option('--check', 'only read it: nothing is changed')
    .option('--json', 'print what is in it as JSON')
    .action((backup: string, { database, check, json }: { database?: string; check?: true; json?: true }) =>
      tools.perform(() => {
        const file = fileOf(databaseUrl(tools, database), 'restore');
        const found = readBackup(backup);
        if (json) tools.say(JSON.stringify({ file: backup, ...found }));
        if (found.problems.length > 0) throw new Failure(EXIT.refused, `${backup}: ${found.problems.join('; ')}`);
        if (!json) tools.say(`${backup} is whole: ${rowsText(found.rows)}${behindText(found)}`);
        if (check) return;
        restoreBackup(backup, file);
        if (!json) tools.say(`${file} is in its place. Start the service.`);
      }),
    );
  examples(command, 'restore --check /backup/sightline-2026-12-01.db', 'restore /backup/sightline-2026-12-01.db');
}

const behindText = ({ behind }: Backup): string =>
  behind.length > 0 ? `; the next start brings it up to date (${behind.length} changes of the tables)` : '';
