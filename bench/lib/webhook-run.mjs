import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../../packages/server/src/store/sqlite.ts';
import { endpoint, happen } from '../../packages/server/src/testing/webhook-sessions.ts';
import { createAddressRules, parsePrivateHosts } from '../../packages/server/src/webhooks/address-rules.ts';
import { createPoster } from '../../packages/server/src/webhooks/post-json.ts';
import { createSender, SENDER_LIMITS } from '../../packages/server/src/webhooks/sender.ts';

const SESSIONS = 100;

/** A receiver that takes everything, and an outbox in a file; each run sends as many deliveries as eight requests at a time can. */
export async function openRun() {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
  const store = await sqliteStore(join(folder, 'a.db'));
  let arrived = () => {};
  const bodies = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      response.writeHead(204).end();
      arrived(body);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  await endpoint(store, { id: 'a', accountId: 'one', url });
  const poster = createPoster({
    rules: createAddressRules({ demo: true, privateHosts: parsePrivateHosts('') }),
    deadlineMs: SENDER_LIMITS.postMs,
  });
  let runs = 0;

  /** Milliseconds until so many have arrived. */
  const until = (count) =>
    new Promise((resolve) => {
      const began = performance.now();
      let seen = 0;
      arrived = (body) => {
        if (bodies.length < 2_000) bodies.push(body);
        if (++seen === count) resolve(performance.now() - began);
      };
    });

  return {
    async ours() {
      let count = 0;
      runs++;
      for (let n = 0; n < SESSIONS; n++) count += await happen(store, `${runs} ${n}`, 1);
      const taken = until(count);
      const sender = createSender({
        store,
        post: poster.post,
        limits: SENDER_LIMITS,
        now: Date.now,
        random: Math.random,
        tried: () => {},
        fault: (error) => console.error(error),
      });
      const ms = await taken;
      await sender.stop();
      return (count * 1000) / ms;
    },
    async fetch() {
      const count = SESSIONS * 6;
      const taken = until(count);
      let next = 0;
      const line = async () => {
        while (next < count) {
          const body = bodies[next++ % bodies.length] ?? '{}';
          await (await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).arrayBuffer();
        }
      };
      await Promise.all(Array.from({ length: SENDER_LIMITS.perEndpoint }, line));
      return (count * 1000) / (await taken);
    },
    async stop() {
      poster.stop();
      server.closeAllConnections();
      server.close();
      await store.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
