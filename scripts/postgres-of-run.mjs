import { createServer } from 'node:http';
import { startPostgres } from './postgres.mjs';

/**
 * One Postgres for the tests of a run: started when the first test asks for it, at an address tests are given; stopped at the
 * run's end. A run without such tests starts none.
 */
export default async function setup({ provide }) {
  let started;
  const answers = createServer(async (_request, response) => {
    try {
      started ??= startPostgres();
      const { port } = await started;
      response.end(`postgres://postgres@127.0.0.1:${port}`);
    } catch (error) {
      response.writeHead(500).end(String(error?.message ?? error));
    }
  });
  await new Promise((resolve) => answers.listen(0, '127.0.0.1', resolve));
  provide('postgres', `http://127.0.0.1:${answers.address().port}`);
  return async () => {
    answers.close();
    answers.closeAllConnections();
    await (await started?.catch(() => undefined))?.stop();
  };
}
