#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const built = join(import.meta.dirname, '../dist/sightline.mjs');
if (!existsSync(built)) {
  process.stderr.write('sightline is not built yet: run `npm run build` first.\n');
  process.exit(2);
}
const { main } = await import(built);
process.exitCode = await main(process.argv.slice(2));
