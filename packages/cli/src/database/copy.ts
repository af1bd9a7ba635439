import { copyStore } from '@sightline/server/operator';
import type { Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { readDatabaseUrl } from './where.js';
import { withFaults } from './with-faults.js';

/** `sightline copy`: everything from one database to another, as from a file to Postgres. */
export function addCopy(program: Command, tools: Tools): void {
  const command = program
    .command('copy')
    .description('copy everything from one database to another, counts compared; no service may use either; may be ended and called again')
    .argument('<from>', 'the database to read, as DATABASE_URL names one')
    .argument('<to>', 'the database to fill: an empty one, or one that a copy was ended in')
    .option('--json', 'print the rows of each table as JSON')
    .action((fromText: string, toText: string, { json }: { json?: true }) =>
      tools.perform(async () => {
        const [from, to] = [readDatabaseUrl(fromText, '<from>'), readDatabaseUrl(toText, '<to>')];
        const copied = await withFaults([from, to], () => copyStore({ from, to, said: (line) => tools.note(line) }));
        if (json) return tools.say(JSON.stringify(copied));
        const rows = copied.tables.reduce((sum, table) => sum + table.rows, 0);
        tools.say([`${rows} rows of ${copied.tables.length} tables are there, counts compared.`, ...copied.notes].join('\n'));
      }),
    );
  examples(command, 'copy file:/var/lib/sightline/sightline.db postgres://sightline@db.example.com/sightline');
}
