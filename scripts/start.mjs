import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { changedHomes, SERVICE } from './build-stamp.mjs';

// One command from a fresh clone to a running service. What is not built, or of other sources, is built by a process of its own,
// which takes its memory along; then this process is the service. A signal meanwhile ends the build and with it the start.
const changed = changedHomes();
if (changed.length > 0) {
  process.stdout.write(`Building ${changed.join(', ')} …\n`);
  const builder = spawn(process.execPath, [join(import.meta.dirname, 'build.mjs'), '--changed'], { stdio: 'inherit' });
  const end = (signal) => builder.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
  const [code] = await once(builder, 'exit');
  if (code !== 0) process.exit(code ?? 1);
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, end);
}
await import(join(import.meta.dirname, '..', SERVICE));
