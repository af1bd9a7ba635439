import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = join(import.meta.dirname, '../..');

interface Run {
  pid: number;
  /** Resolves with what was printed once `pattern` stands in it; rejects at exit. */
  printed(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  exit: Promise<number | null>;
}

/** The service as `npm start` makes it. */
function start(env: Record<string, string>): Run {
  const child = spawn('npm', ['start'], { cwd: ROOT, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env }, stdio: 'pipe' });
  let output = '';
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  return {
    pid: child.pid ?? 0,
    exit,
    signal: (name) => child.kill(name),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(output)) resolve(output);
        };
        listeners.add(look);
        look();
        void exit.then((code) => (pattern.test(output) ? resolve(output) : reject(new Error(`exited with ${code}:\n${output}`))));
      }),
  };
}

test('npm start prints shop and desk, answers health, stops at Ctrl-C, and starts again on the same data', async () => {
  test.setTimeout(120_000);
  const data = mkdtempSync(join(tmpdir(), 'sightline-operate-'));
  const env = { PORT: '0', DATABASE_URL: `file:${join(data, 'a.db')}` };
  const keys: string[] = [];
  for (const _ of [1, 2]) {
    const run = start(env);
    const output = await run.printed(/\/demo\/desk/);
    const desk = /http:\/\/127\.0\.0\.1:\d+\/demo\/desk/.exec(output)?.[0] ?? '';
    const shop = /http:\/\/localhost:\d+\/demo\//.exec(output)?.[0] ?? '';
    const { origin } = new URL(desk);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    expect(await (await fetch(shop)).text()).toContain('help.js');
    const page = await fetch(desk);
    expect(new URL(page.url).pathname).toBe('/sdkapi/zcb/frame-templates/desk');
    expect(await page.text()).toContain('name="pin"');
    keys.push(((await (await fetch(`${origin}/demo/config.json`)).json()) as { sdkKey: string }).sdkKey);
    run.signal('SIGINT');
    expect(await run.exit).toBe(0);
  }
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  rmSync(data, { recursive: true, force: true });
});

/** Processes a process has started, and those they have. */
function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

test('npm start builds only what is missing, is one process beside npm, and a SIGTERM to npm drains the service', async () => {
  test.setTimeout(120_000);
  const data = mkdtempSync(join(tmpdir(), 'sightline-operate-'));
  const env = { PORT: '0', DATABASE_URL: `file:${join(data, 'a.db')}` };
  for (const missing of [undefined, 'packages/server/dist/main.mjs']) {
    if (missing) rmSync(join(ROOT, missing));
    const run = start(env);
    const output = await run.printed(/\/demo\/desk/);
    expect(output.split('\n').filter((line) => line.startsWith('Building'))).toEqual(missing ? ['Building packages/server …'] : []);
    expect(descendants(run.pid)).toHaveLength(1);
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    run.signal('SIGTERM');
    await run.exit;
    expect(await run.printed(/"stopped"/)).toContain('"draining"');
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
  }
  rmSync(data, { recursive: true, force: true });
});

test('wrong settings are refused by their names, all at once', async () => {
  const wrong = { PORT: 'eighty', WAIT_FOR_CUSTOMER_MS: '-1', PLAN: 'gold', ALLOWED_SITES: 'not an origin' };
  const run = start({ DATABASE_URL: 'file::memory:', ...wrong, PUBLIC_URI: 'https://help.example' });
  expect(await run.exit).toBe(1);
  const output = await run.printed(/./);
  for (const name of Object.keys(wrong)) expect(output).toMatch(new RegExp(`^${name} must be `, 'm'));
  expect(output).toContain('PUBLIC_URI is no setting: did you mean PUBLIC_URL?');
});
