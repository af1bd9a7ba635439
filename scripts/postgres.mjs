import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The service's. */
const pg = createRequire(new URL('../packages/server/package.json', import.meta.url))('pg');

const PACKAGED = '/usr/lib/postgresql';
const READY_MS = 60_000;

/** Folder of `initdb` and `postgres`: `POSTGRES_BIN`, or the newest that is packaged; `undefined` without any. */
export function findPostgres() {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  const versions = existsSync(PACKAGED) ? readdirSync(PACKAGED).filter((name) => existsSync(join(PACKAGED, name, 'bin/initdb'))) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(PACKAGED, newest, 'bin');
}

/** Finds a Postgres or installs Debian's, without the server that its package would start by itself. */
export function ensurePostgres() {
  const found = findPostgres();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const rule = '/etc/postgresql-common/createcluster.conf';
    mkdirSync('/etc/postgresql-common', { recursive: true });
    if (!existsSync(rule)) writeFileSync(rule, 'create_main_cluster = false\n');
    const run = (command, args) =>
      spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', 'postgresql-15']);
  }
  const installed = findPostgres();
  if (!installed) throw new Error('No Postgres: install one, or name the folder of its programs in POSTGRES_BIN.');
  return installed;
}

/** Postgres does not run as root: whom it runs as then. */
function servant() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort() {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * The server, ended when whoever holds its input goes, however that goes: nothing is left running behind a test that was killed.
 * What a server is told before it listens to signals is lost, hence again; children that are held still are killed by it, told to quit.
 */
const WATCHED = `exec 3<&0
"$@" <&- 3<&- & server=$!
(read -r _ <&3; n=0; how=INT
while kill -$how $server 2>&-; do sleep 0.1; n=$((n + 1)); [ $n -gt 50 ] && how=QUIT; done) & watch=$!
wait $server
kill $watch 2>&-`;

/** Whoever is called `guarded` needs a password. */
const ACCESS = `host all guarded 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
local all all trust
`;

/**
 * A Postgres of its own in a temporary folder, on a free port of loopback; its user `postgres` needs no password there.
 * `durable`: it waits for the disk, as in production. `settings`: further ones of the server.
 */
export async function startPostgres({ durable = false, settings = {} } = {}) {
  const bin = ensurePostgres();
  const who = servant();
  const folder = mkdtempSync(join(tmpdir(), 'sightline-postgres-'));
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const made = spawn(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
    ...who,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  made.stderr.on('data', (text) => (complaint += text));
  const [status] = await once(made, 'close');
  if (status !== 0) throw new Error(`initdb: ${complaint}`);

  writeFileSync(join(data, 'pg_hba.conf'), ACCESS);
  const careless = durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    max_connections: 200,
    shared_buffers: '32MB',
    autovacuum: 'off',
    logging_collector: 'off',
    ...careless,
    ...settings,
  };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let shell;
  let log = '';
  const url = (database = 'postgres') => `postgres://postgres@127.0.0.1:${port}/${database}`;

  async function query(text, database = 'postgres') {
    const client = new pg.Client({ connectionString: url(database), connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  async function start() {
    const until = Date.now() + READY_MS;
    for (;;) {
      // Not at once after a kill: what the killed one has left must be gone from the memory first.
      if (!shell || shell.exitCode !== null) {
        shell = spawn('/bin/sh', ['-c', WATCHED, 'sh', join(bin, 'postgres'), '-D', data, ...given], {
          ...who,
          cwd: folder,
          stdio: ['pipe', 'ignore', 'pipe'],
        });
        shell.stdin.on('error', () => {});
        shell.stderr.on('data', (text) => (log = (log + text).slice(-10_000)));
      }
      try {
        await query('select 1');
        return;
      } catch (error) {
        if (Date.now() > until) throw new Error(`Postgres did not start: ${error.message}\n${log}`, { cause: error });
        await pause(30);
      }
    }
  }

  /** The one that is running; `undefined` where none is. */
  function serverPid() {
    try {
      const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 0);
      return pid;
    } catch {
      return undefined;
    }
  }

  async function endShell() {
    if (!shell || shell.exitCode !== null) return;
    const closed = once(shell, 'exit');
    shell.stdin.end();
    await closed;
  }

  await start();
  return {
    port,
    folder,
    data,
    url,
    query,
    start,
    log: () => log,
    /** As if the machine had lost it: nothing is put away. */
    async kill() {
      const pid = serverPid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      while (serverPid() !== undefined) await pause(5);
      await endShell();
    },
    pid: serverPid,
    /** A proper stop: open transactions are rolled back. Afterwards it can be started again. */
    halt: endShell,
    async stop() {
      await endShell();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
