import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICE } from '../../scripts/node-bundle.mjs';

const root = join(import.meta.dirname, '../..');

/** Runs one node program in a process of its own until `stop`; `line` is the first line it prints that matches `ready`. */
export async function runProcess({ args, env = {}, ready }) {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const orphaned = () => child.kill('SIGTERM');
  process.once('exit', orphaned);
  const line = await new Promise((resolve, reject) => {
    let heard = '';
    child.once('exit', (code) => reject(new Error(`${args.at(-1)} ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      heard += chunk;
      const found = ready.exec(heard);
      if (found) resolve(found);
    });
  });
  return {
    line,
    pid: child.pid,
    stop: () =>
      new Promise((resolve) => {
        process.off('exit', orphaned);
        child.removeAllListeners('exit');
        child.once('exit', resolve);
        child.kill('SIGTERM');
      }),
  };
}

/** Milliseconds of CPU a process has used so far, all its threads, to the nanosecond (Linux). */
export async function cpuOf(pid) {
  let total = 0;
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
    total += Number(text.split(' ')[0]);
  }
  return total / 1e6;
}

/**
 * The real service in a process of its own, in demo mode, with nothing limited that a load would reach. It may fetch what the pages
 * of `site` name, as it may on a public site.
 */
export async function startService(site) {
  const env = {
    ALLOWED_SITES: new URL(site.url('/')).origin,
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: 'file::memory:',
    DEMO: '1',
    RATE_REQUESTS: 'off',
    RATE_JOIN_FAILS: 'off',
    SESSIONS_PER_USER: 'off',
    LOG_LEVEL: 'silent',
  };
  const ran = await runProcess({
    args: [SERVICE],
    env,
    ready: /SDK script\s+http:\S+:(\d+)\/static\/resource\/sdk\/([\w-]+)\/js\n/,
  });
  const [, port, sdkKey] = ran.line;
  const origin = `http://127.0.0.1:${port}`;
  const post = async (path, body) => {
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const token = async (role, userId) => (await post('/demo/token', { role, userId, userName: role })).token;
  return { port, origin, sdkKey, post, token, pid: ran.pid, stop: ran.stop };
}
