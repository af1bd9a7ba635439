import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloseCode, FrameFlag, PATHS } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureProxy } from '../../scripts/proxies.mjs';
import { selfSigned } from '../e2e/certificate.js';
import { type Service, startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf, tokenOf } from './people.js';

// The certificates are the test's own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const ADMIN_TOKEN = 'admin-token-behind-a-proxy-0123456789';
const NAME = /cobrowse\.example\.com/g;

let folder: string;
let service: Service | undefined;
let proxy: { child: ChildProcess; said(): string } | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-proxy-'));
  const { key, cert } = selfSigned(['localhost']);
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
});
afterEach(async () => {
  await service?.stop('SIGKILL');
  if (proxy && proxy.child.exitCode === null && proxy.child.signalCode === null) {
    const gone = once(proxy.child, 'exit');
    proxy.child.kill('SIGKILL');
    await gone;
  }
  service = proxy = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
};

/** The text with what is a machine's own put in; each must be there. */
function replaced(text: string, pairs: readonly (readonly [string, string])[]): string {
  let made = text;
  for (const [from, to] of pairs) {
    expect(made).toContain(from);
    made = made.replaceAll(from, to);
  }
  return made;
}

type Kind = 'nginx' | 'caddy';
/** Starts a proxy by the file of `deploy/` in front of the service; `change` spoils it. */
async function startProxy(
  kind: Kind,
  ports: { tls: number; plain: number; target: number },
  change = (text: string): string => text,
): Promise<void> {
  const site = readFileSync(join(DEPLOY, kind === 'nginx' ? 'nginx.conf' : 'Caddyfile'), 'utf8');
  const file = join(folder, 'conf');
  let args: string[];
  if (kind === 'nginx') {
    const text = replaced(site, [
      ['listen 80;', `listen 127.0.0.1:${ports.plain};`],
      ['listen 443 ssl;', `listen 127.0.0.1:${ports.tls} ssl;`],
      ['/etc/letsencrypt/live/cobrowse.example.com/fullchain.pem', join(folder, 'cert.pem')],
      ['/etc/letsencrypt/live/cobrowse.example.com/privkey.pem', join(folder, 'key.pem')],
      ['/var/log/nginx/sightline.log', join(folder, 'access.log')],
      ['server 127.0.0.1:8080;', `server 127.0.0.1:${ports.target};`],
    ]).replace(NAME, 'localhost');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    writeFileSync(
      file,
      `daemon off; master_process off; pid ${folder}/pid; ${user} events {} http { ${temporary.join(' ')}\n${change(text)} }`,
    );
    args = ['-e', 'stderr', '-p', folder, '-c', file];
  } else {
    const text = replaced(site, [
      ['cobrowse.example.com {', `https://localhost:${ports.tls} {\n\ttls ${folder}/cert.pem ${folder}/key.pem`],
      ['127.0.0.1:8080', `127.0.0.1:${ports.target}`],
    ]);
    writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${change(text)}`);
    args = ['run', '--adapter', 'caddyfile', '--config', file];
  }
  const child = spawn(ensureProxy(kind), args, { env: { PATH: process.env.PATH, HOME: folder }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  proxy = { child, said: () => output };
  await expect
    .poll(async () => {
      if (child.exitCode !== null) throw new Error(`${kind} ended:\n${output}`);
      return (await fetch(`https://localhost:${ports.tls}/healthz`).catch(() => undefined))?.status;
    })
    .toBe(200);
}

async function startBoth(
  kind: Kind,
  change?: (text: string) => string,
): Promise<{ origin: string; plain: number; people: ReturnType<typeof peopleOf> }> {
  const [tls = 0, plain = 0] = await freePorts(2);
  const origin = `https://localhost:${tls}`;
  service = await startService({ ...ENVIRONMENT, ADMIN_TOKEN, PUBLIC_URL: origin, TRUST_PROXY: '1', LOG_LEVEL: 'debug' });
  await startProxy(kind, { tls, plain, target: service.port }, change);
  return { origin, plain, people: peopleOf(service.port, origin) };
}

const accessLog = (kind: Kind): string => (kind === 'nginx' ? readFileSync(join(folder, 'access.log'), 'utf8') : (proxy?.said() ?? ''));

test.each(['nginx', 'caddy'] as const)(
  'deploy/ %s: a session goes live over TLS; no token in its log, no metrics and no administration for the internet',
  { timeout: 120_000 },
  async (kind) => {
    const { origin, plain, people } = await startBoth(kind);
    const seat = (await people.create()).body;
    const customer = await people.enter('customer', seat);
    const found = await people.find(seat.pinCode);
    expect(found.status).toBe(200);
    const agent = await people.enter('agent', found.body);
    await customer.client.next('keyframe');
    customer.client.frame({ flags: FrameFlag.Key | FrameFlag.KeyEnd }, 'through the proxy');
    expect((await agent.client.nextFrame()).text).toBe('through the proxy');

    // The service knows that the way is protected, and what the client says of itself is not believed.
    const token = await tokenOf('agent');
    const desk = await fetch(`${origin}${PATHS.desk}?access_token=${token}&pin=${seat.pinCode}`, {
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect([desk.status, desk.headers.get('strict-transport-security')]).toEqual([200, 'max-age=15552000']);
    expect(desk.headers.get('content-security-policy')).toContain(`wss://${new URL(origin).host}`);
    await expect.poll(() => service?.log().includes(`"route":"${PATHS.desk}"`)).toBe(true);
    expect(service?.log()).not.toContain('203.0.113');
    expect((await fetch(`${origin}/metrics`)).status).toBe(404);
    const status = async (url: string): Promise<number> =>
      (await fetch(url, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })).status;
    expect(await status(`${service?.origin}/admin/v1/accounts`)).toBe(200);
    for (const path of ['/admin/v1/accounts', '/%61dmin/v1/accounts', '//admin/v1/accounts', '/Admin/v1/accounts'])
      expect([path, await status(origin + path)]).toEqual([path, 404]);
    if (kind === 'nginx') expect((await fetch(`http://127.0.0.1:${plain}/x`, { redirect: 'manual' })).status).toBe(301);

    await expect.poll(() => accessLog(kind)).toContain(PATHS.desk);
    for (const secret of [token, 'access_token', seat.pinCode]) expect(accessLog(kind)).not.toContain(secret);

    const closed = customer.client.closed;
    await service?.stop('SIGTERM');
    expect(await closed).toBe(CloseCode.Restarting);
  },
);

test('C8 a proxy that drops the upgrade is named in the log', { timeout: 120_000 }, async () => {
  const { people } = await startBoth('nginx', (text) =>
    replaced(text, [
      ['proxy_set_header Upgrade $http_upgrade;', ''],
      ['proxy_set_header Connection $sightline_connection;', ''],
    ]),
  );
  expect((await people.create()).status).toBe(200);
  const lost = people.socket('customer');
  await lost.closed;
  await expect.poll(() => service?.log()).toContain('an upgrade without Upgrade header: does the proxy pass it on?');
});
