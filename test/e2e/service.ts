import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE } from '../../scripts/node-bundle.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** The service as an operator runs it: its own process, its own data folder, a free port of 127.0.0.1. */
export interface Service {
  port: number;
  readonly pid: number;
  /** Origin of the desk, `http://127.0.0.1:port`. */
  origin: string;
  /** Origin of the demo shop, `http://localhost:port`: another origin than the desk's. */
  shop: string;
  /** Everything it printed so far. */
  log(): string;
  /** Its data folder. */
  data: string;
  /** Bytes of every file in it. */
  dataFiles(): Buffer[];
  token(role: 'customer' | 'agent', more?: Record<string, unknown>): Promise<string>;
  /** Whoever reads its log reads no more: he closed it, or he only does not take what comes. */
  unread(how: 'gone' | 'stalled'): void;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Kills it and starts it again on the same data and port; `meanwhile` runs in between. */
  restart(meanwhile?: () => void): Promise<void>;
}

export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const data = mkdtempSync(join(tmpdir(), 'sightline-'));
  let output = '';
  let child: ChildProcess;
  let port = 0;

  async function launch(): Promise<void> {
    child = spawn(process.execPath, [join(ROOT, SERVICE)], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: String(port),
        DATABASE_URL: `file:${join(data, 'test.db')}`,
        LOG_LEVEL: 'info',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const from = output.length;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no address after 30 s:\n${output}`)), 30_000);
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        // Behind a public address it prints that one; its log names the port.
        const found = /(?:https?:\/\/127\.0\.0\.1:|"port":)(\d+)/.exec(output.slice(from));
        if (!found) return;
        port = Number(found[1]);
        clearTimeout(timer);
        resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', (code) => reject(new Error(`exited with ${code}:\n${output}`)));
    });
    await waitReady(port);
  }

  await launch();
  const stopChild = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    // With the last words it said.
    const exited = once(child, 'close') as Promise<[number | null]>;
    child.once('exit', () => child.stdout?.resume());
    child.kill(signal);
    return (await exited)[0];
  };
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    get pid() {
      return child.pid ?? 0;
    },
    origin,
    shop: `http://localhost:${port}`,
    log: () => output,
    data,
    dataFiles: () =>
      readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
    async token(role, more = {}) {
      const answer = await fetch(`${origin}/demo/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role, ...more }),
      });
      return ((await answer.json()) as { token: string }).token;
    },
    unread(how) {
      if (how === 'gone') child.stdout?.destroy();
      else child.stdout?.pause();
    },
    async stop(signal = 'SIGTERM') {
      const code = await stopChild(signal);
      rmSync(data, { recursive: true, force: true });
      return code;
    },
    async restart(meanwhile) {
      await stopChild('SIGKILL');
      meanwhile?.();
      await launch();
    },
  };
}

async function waitReady(port: number): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/readyz`)).ok) return;
    } catch {
      // not listening yet
    }
    if (Date.now() > deadline) throw new Error('the service never got ready');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
