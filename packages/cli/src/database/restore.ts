import { type Backup, createSealing, keyFileOf, readBackup, restoreBackup } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { rowsText } from './rows-text.js';
import { secretsKeys } from './secrets-keys.js';
import { databaseUrl, fileOf, onDatabase } from './where.js';

interface RestoreOptions {
  database?: string;
  key?: string;
  check?: true;
  json?: true;
}

/** `sightline restore`: a backup in the place of a database file that is not there. */
export function addRestore(program: Command, tools: Tools): void {
  const command = onDatabase(program.command('restore'))
    .description('read a backup as a whole and put it where the database is to be; refuses while a service or a database is there')
    .argument('<file>', 'a file that backup made')
    .option('--check', 'only read it: nothing is changed')
    .option('--key <file>', 'the secrets.key that stood beside the database; becomes the one beside this one')
    .option('--json', 'print what is in it as JSON')
    .action((backup: string, { database, key, check, json }: RestoreOptions) =>
      tools.perform(async () => {
        const file = fileOf(databaseUrl(tools, database), 'restore');
        const keys = secretsKeys(tools, file, key);
        const found = await readBackup(backup, createSealing(keys));
        if (json) tools.say(JSON.stringify({ file: backup, ...found }));
        if (found.problems.length > 0) throw new Failure(EXIT.refused, problemsText(backup, file, found));
        if (!json) tools.say(`${backup} is whole: ${rowsText(found.rows)}${behindText(found)}`);
        if (check) return;
        restoreBackup({ backup, file, keyFile: key });
        if (!json) tools.say(`${file} is in its place. Start the service.`);
      }),
    );
  examples(command, 'restore --check /backup/sightline-2026-12-01.db', 'restore --key /safe/secrets.key /backup/sightline-2026-12-01.db');
}

const behindText = ({ behind }: Backup): string =>
  behind.length > 0 ? `; the next start brings it up to date (${behind.length} changes of the tables)` : '';

function problemsText(backup: string, file: string, { problems }: Backup): string {
  const text = `${backup}: ${problems.join('; ')}`;
  return text.includes('SECRETS_KEY')
    ? `${text}. Set SECRETS_KEY, or give with --key the secrets.key that stood beside that database (${keyFileOf(file)} is used where it is)`
    : text;
}
