import { existsSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';

// A copy of the data as they are at one moment, taken beside the running service: `node packages/server/bin/backup.mjs FILE COPY`.
const [file, copy] = process.argv.slice(2);

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
if (!file || !copy) fail('node packages/server/bin/backup.mjs FILE COPY: copies the database FILE to COPY, which must not exist yet');
if (!existsSync(file)) fail(`${file} does not exist`);
if (existsSync(copy)) fail(`${copy} exists already`);
// It holds the accounts' secrets.
process.umask(0o077);
const db = new DatabaseSync(file, { readOnly: true });
db.exec('pragma busy_timeout = 5000');
db.prepare('vacuum into ?').run(copy);
db.close();
