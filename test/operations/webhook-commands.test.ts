import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf } from './people.js';
import { sightline } from './sightline.js';

interface Body {
  event: string;
  event_id: string;
  payload: { plainToken: string; object: { user_id: string } };
}

let data: string;
let service: Service;
const secrets: string[] = [];
const heard: { body: Body; signedBy: number }[] = [];
const sign = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');
/** Answers the proof of its address by the first secret it knows, and notes by which one the rest was signed. */
const receiver = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += String(part);
  const body = JSON.parse(text) as Body;
  if (body.event === 'endpoint.url_validation') {
    const { plainToken } = body.payload;
    response.end(JSON.stringify({ plainToken, encryptedToken: sign(secrets[0] ?? '', plainToken) }));
    return;
  }
  const { 'x-cobrowse-request-timestamp': at, 'x-cobrowse-signature': signature } = request.headers;
  heard.push({ body, signedBy: secrets.findIndex((secret) => signature === `v0=${sign(secret, `v0:${String(at)}:${text}`)}`) });
  response.end();
});

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'sightline-hooks-'));
  // A demo sends to this machine without TLS, and makes the token the commands find beside the database.
  service = await startService({ ...ENVIRONMENT, DEMO: '1', DATABASE_URL: `file:${join(data, 'a.db')}` });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  await service.stop('SIGKILL');
  receiver.close();
  rmSync(data, { recursive: true, force: true });
});

async function printed(...args: string[]): Promise<string> {
  const env = { SIGHTLINE_URL: service.origin, DATABASE_URL: `file:${join(data, 'a.db')}` };
  const { status, stdout, stderr } = await sightline(args, env);
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}
const answered = async <T>(...args: string[]): Promise<T> => JSON.parse(await printed(...args, '--json')) as T;

test('L12 an address is told of sessions, proved, its secret changed and its deliveries seen, by the commands alone', async () => {
  const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const made = await answered<{ id: string; secret: string; state: string }>('webhook', 'add', 'environment', address, '--name', 'CRM');
  expect(made).toMatchObject({ name: 'CRM', state: 'unproved', validation: { ok: false } });
  const { id } = made;
  secrets.unshift(made.secret);
  expect(await printed('webhook', 'validate', 'environment', id)).toMatch(/^state +active$/m);
  expect(await printed('webhook', 'list', 'environment')).toContain(address);

  const people = peopleOf(service.port);
  const meet = async (): Promise<void> => {
    const { client } = await people.enter('customer', (await people.create()).body);
    client.send({ t: 'end' });
    await client.next('ended');
  };
  const before = secrets.length;
  await meet();
  await expect.poll(() => heard.length).toBe(4);
  expect(heard.map(({ body, signedBy }) => [body.event.split('.')[1], signedBy])).toEqual([
    ['session_started', 0],
    ['session_user_joined', 0],
    ['session_user_left', 0],
    ['session_ended', 0],
  ]);

  const added = await answered<{ id: string; value: string }>('webhook', 'secret', 'add', 'environment', id);
  secrets.unshift(added.value);
  const known = await answered<{ secrets: { id: string }[] }>('webhook', 'secret', 'list', 'environment', id);
  expect(known.secrets).toHaveLength(before + 1);
  const old = known.secrets.find((secret) => secret.id !== added.id)?.id ?? '';
  expect(await printed('webhook', 'secret', 'retire', 'environment', id, old)).toContain('is retired');
  await meet();
  await expect.poll(() => heard.length).toBe(8);
  expect(heard.slice(4).map(({ signedBy }) => signedBy)).toEqual([0, 0, 0, 0]);

  // Once a person is erased, what is sent again names nobody.
  await expect.poll(() => printed('webhook', 'deliveries', 'environment', id, '--state', 'done')).toMatch(/(?:session_[^]*){8}/);
  expect(await answered('erase', '--user', 'customer')).toMatchObject({ sessions: 2, joins: 2, deliveries: 8, dropped: 0 });
  const event = heard[0]?.body.event_id ?? '';
  await printed('webhook', 'retry', 'environment', id, event);
  await expect.poll(() => heard.length).toBe(9);
  expect(heard[8]?.body).toMatchObject({ event_id: event, payload: { object: { user_id: expect.stringMatching(/^erased-/) } } });

  expect(await printed('webhook', 'set', 'environment', id, '--state', 'disabled')).toMatch(/^state +disabled$/m);
  expect(await printed('webhook', 'remove', 'environment', id)).toContain('is removed');
  expect(await printed('webhook', 'list', 'environment')).toBe('none\n');
});
