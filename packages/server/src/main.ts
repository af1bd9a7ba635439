import { readSettings } from './settings.js';
import { startServer } from './start-server.js';

const read = readSettings(process.env);
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
    `SDK script    ${server.url}/static/resource/sdk/${server.sdkKey}/js`,
    `Health        ${server.url}/healthz`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : 'stopping failed'}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`The service did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
