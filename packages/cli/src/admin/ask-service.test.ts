import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { typed } from '../testing/typed.js';

const TOKEN = 'a-token-of-the-tests-of-the-commands';
let server: Server;
let asked: { line: string; token: string | undefined; body: string }[];
let answer: RequestListener;
let env: Record<string, string>;
let folder: string;

beforeEach(async () => {
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'sightline-ask-'));
  answer = (_, response) => response.setHeader('content-type', 'application/json').end('{"id":"one"}');
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    asked.push({ line: `${request.method} ${request.url}`, token: request.headers.authorization, body });
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = { SIGHTLINE_URL: url, ADMIN_TOKEN: TOKEN, DATABASE_URL: `file:${join(folder, 'a.db')}` };
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const says = (status: number, text: string): RequestListener => {
  return (_, response) => response.writeHead(status).end(text);
};

test('L6 --json prints exactly what the service answers, refusals too', async () => {
  answer = says(200, '{"accounts": [ ],  "cursor":""}');
  expect(await typed(['account', 'list', '--json'], env)).toEqual({ code: 0, out: '{"accounts": [ ],  "cursor":""}', err: '' });
  answer = says(409, '{"code":"conflict","message":"it is used"}');
  expect(await typed(['account', 'delete', 'a b', '--json'], env)).toEqual({
    code: 1,
    out: '{"code":"conflict","message":"it is used"}',
    err: 'sightline: it is used',
  });
  expect(asked.map(({ line }) => line)).toEqual(['GET /admin/v1/accounts', 'DELETE /admin/v1/accounts/a%20b']);
  expect(asked.every(({ token }) => token === `Bearer ${TOKEN}`)).toBe(true);
});

test('L1 L2 what stands in the way is said with what to do, and is the exit code', async () => {
  const show = (more: Record<string, string> = {}) => typed(['account', 'show', 'one'], { ...env, ...more });
  answer = says(401, '{"code":"unauthorized","message":"no"}');
  expect(await show()).toMatchObject({ code: 1, err: expect.stringContaining('ADMIN_TOKEN must be the one the service has') });
  answer = says(404, 'nothing here');
  expect(await show()).toMatchObject({ code: 1, err: expect.stringContaining('start the service with ADMIN_TOKEN') });
  answer = says(400, '{"code":"invalid","message":"must be an origin","field":"allowedSites"}');
  expect(await show()).toMatchObject({ code: 1, err: 'sightline: allowedSites: must be an origin' });
  answer = says(502, '<html>Bad gateway</html>');
  expect(await show()).toMatchObject({ code: 3, err: expect.stringContaining('answers 502') });
  // Nobody else gets the token.
  answer = (_, response) => response.writeHead(307, { location: `${env.SIGHTLINE_URL}/elsewhere` }).end();
  expect(await show()).toMatchObject({ code: 3 });
  expect(asked.filter(({ line }) => line.includes('elsewhere'))).toEqual([]);
  expect(await show({ SIGHTLINE_URL: 'http://127.0.0.1:1' })).toMatchObject({ code: 3, err: expect.stringContaining('SIGHTLINE_URL') });
  expect(await show({ SIGHTLINE_URL: 'ftp://127.0.0.1' })).toMatchObject({ code: 2, err: expect.stringContaining('SIGHTLINE_URL') });
  expect(await show({ ADMIN_TOKEN: '' })).toMatchObject({ code: 2, err: expect.stringContaining('ADMIN_TOKEN is not set') });
  expect(await show({ ADMIN_TOKEN: '', ADMIN_TOKEN_FILE: join(folder, 'none') })).toMatchObject({ code: 2 });
  for (const wrong of [
    ['account', 'shw'],
    ['switch', 'set', 'one', 'everything', 'off'],
    ['key', 'add', 'one'],
    ['account', 'set', 'one', '--minutes', '-1'],
  ])
    expect(await typed(wrong, env), wrong.join(' ')).toMatchObject({ code: 2, out: '' });
});

test('L7 the token comes from the environment, a file, or the one a demo keeps beside its database', async () => {
  const tokenWith = async (more: Record<string, string>) => {
    await typed(['account', 'show', 'one'], { ...env, ADMIN_TOKEN: '', ...more });
    return asked.pop()?.token;
  };
  writeFileSync(join(folder, 'file'), 'token-of-a-file\n');
  expect(await tokenWith({ ADMIN_TOKEN_FILE: join(folder, 'file') })).toBe('Bearer token-of-a-file');
  expect(await tokenWith({})).toBeUndefined();
  writeFileSync(join(folder, 'admin.token'), 'token-of-a-demo\n');
  expect(await tokenWith({})).toBe('Bearer token-of-a-demo');
  expect(await tokenWith({ ADMIN_TOKEN_FILE: join(folder, 'file') })).toBe('Bearer token-of-a-file');
});

test('L8 names of strangers cannot move a terminal or turn its text', async () => {
  answer = says(
    200,
    JSON.stringify({
      id: 'one',
      name: '\u001b[2J\u202eevil\r\nname',
      createdAt: 86_400_000,
      plan: { kind: 'trial', minutes: 5 },
      on: true,
    }),
  );
  const { out } = await typed(['account', 'show', 'one'], env);
  expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(out.split('\n')).toEqual([
    'id            one',
    'name           [2J evil  name',
    'createdAt     1970-01-02 00:00:00',
    'plan.kind     trial',
    'plan.minutes  5',
    'on            yes',
  ]);
});
