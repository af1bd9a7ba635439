import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { SERVICE } from './node-bundle.mjs';

// One command from a fresh clone to a running service: builds what it hands out, then runs it in the foreground.
await build();
const main = join(import.meta.dirname, '..', SERVICE);
const server = spawn(process.execPath, [main], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
