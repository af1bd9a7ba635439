import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeNodeBundle } from '../../scripts/node-bundle.mjs';
import type { Race } from './client.js';

/** Enough for a message to reach both processes before the moment it names. */
const LEAD_MS = 4;

export interface Clients {
  /** Makes the calls at the same moment, dealt out to the processes in turn; the results in the order of the calls. */
  race(url: string, calls: Race['calls']): Promise<string[]>;
  /** Cuts every socket that got in. */
  close(): void;
  stop(): void;
}

/** Client processes, ready to run. */
export async function startClients(count: number): Promise<Clients> {
  const client = await writeNodeBundle('test/races/client.ts', 'test-results/bundles/race-client.mjs');
  const children: ChildProcess[] = [];
  for (let n = 0; n < count; n++) children.push(fork(client, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  await Promise.all(children.map((child) => once(child, 'message')));

  async function share(child: ChildProcess, race: Race): Promise<string[]> {
    child.send(race);
    const [results] = (await once(child, 'message')) as [string[]];
    return results;
  }

  return {
    async race(url, calls) {
      const at = Date.now() + LEAD_MS;
      const shares = await Promise.all(
        children.map((child, n) => share(child, { url, at, calls: calls.filter((_, index) => index % count === n) })),
      );
      return calls.map((_, index) => shares[index % count]![Math.floor(index / count)]!);
    },
    close() {
      for (const child of children) child.send('close');
    },
    stop() {
      for (const child of children) child.kill();
    },
  };
}
