// The backup of versions before the command line, for schedules that name it: `node packages/server/bin/backup.mjs FILE COPY`.
const [file, copy] = process.argv.slice(2);
if (!file || !copy) {
  process.stderr.write('node packages/server/bin/backup.mjs FILE COPY: copies the database FILE to COPY, which must not exist yet\n');
  process.exit(1);
}
process.argv.splice(2, 2, 'backup', copy, '--database', `file:${file}`);
await import(new URL('../../cli/bin/sightline.mjs', import.meta.url).href);
