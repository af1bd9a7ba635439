import { readSettings } from './settings.js';
import { startServer } from './start-server.js';
import { databasePlace } from './store/open-store.js';
import { faultText, storageFault } from './store/storage-fault.js';

/** One Ctrl-C under npm arrives twice: from the terminal, and from npm. Only what comes later is a second wish. */
const TWICE_MS = 300;
/** Longer than everything that is waited for while stopping. */
const STOP_MS = 10_000;

// Who reads them may be gone; that must stop nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const read = readSettings(process.env);
for (const note of read.notes) process.stderr.write(`${note}\n`);
if (!read.ok) {
  for (const problem of read.problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
const { settings } = read;

try {
  const server = await startServer(settings);
  const lines = [
    ...(settings.demo
      ? [`Demo site     http://localhost:${server.port}/demo/`, `Agent's desk  http://127.0.0.1:${server.port}/demo/desk`]
      : [`Service       ${server.url}`]),
    ...(server.sdkKey === undefined ? [] : [`SDK script    ${server.url}/static/resource/sdk/${server.sdkKey}/js`]),
    `Health        ${server.url}/healthz`,
    ...(server.adminTokenFile === undefined ? [] : [`Admin token   ${server.adminTokenFile}`]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);

  let stoppingSince: number | undefined;
  const stop = (): void => {
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince > TWICE_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    const fail = (why: string): never => {
      process.stderr.write(`${why}\n`);
      process.exit(1);
    };
    setTimeout(() => fail('The service did not stop in time.'), STOP_MS).unref();
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error instanceof Error ? error.message : 'stopping failed'),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  const place = databasePlace(settings.databaseUrl);
  const fault = place === undefined ? undefined : storageFault(error, place);
  const why = fault ? faultText(fault) : error instanceof Error ? error.message : String(error);
  process.stderr.write(`The service did not start: ${why}\n`);
  process.exit(1);
}
