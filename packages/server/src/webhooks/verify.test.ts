import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { answerValidation, type VerifiedWebhook, verifyWebhook } from '../../../sdk/src/webhooks.js';
import { encryptToken, signatureHeaders } from './sign.js';

const SECRET = 'the-secret-of-the-endpoint-long-enough';
const NOW = 1_796_115_600_000;
const BODY = JSON.stringify({ event: 'cobrowse.session_ended', event_ts: NOW, event_id: 'x', payload: { object: { user_name: 'Zoë' } } });
const headers = signatureHeaders(BODY, SECRET, NOW);
const at = { now: NOW };

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const post = (url: string): Promise<unknown> =>
  fetch(url, {
    method: 'POST',
    body: BODY,
    headers: { 'content-type': 'application/json', ...signatureHeaders(BODY, SECRET, Date.now()) },
  });

test('S20.1 what the service signs is verified: text, bytes, any kind of headers, either name of them', async () => {
  const bytes = new TextEncoder().encode(BODY);
  const bare = Object.entries(headers);
  for (const some of [headers, new Headers(headers), Object.fromEntries(bare.map(([name, value]) => [name.toUpperCase(), value]))])
    for (const body of [BODY, bytes, Buffer.from(BODY), bytes.buffer as ArrayBuffer])
      expect(await verifyWebhook({ headers: some, body }, SECRET, at)).toEqual({ ok: true, event: JSON.parse(BODY), secret: SECRET });
  for (const prefix of ['x-zm-', 'x-cobrowse-']) {
    const some = Object.fromEntries(bare.filter(([name]) => name.startsWith(prefix)));
    expect(Object.keys(some)).toHaveLength(2);
    expect(await verifyWebhook({ headers: some, body: BODY }, SECRET, at)).toMatchObject({ ok: true });
  }
  // What the document says without the package.
  const stamp = headers['x-zm-request-timestamp'];
  expect(headers['x-zm-signature']).toBe(`v0=${createHmac('sha256', SECRET).update(`v0:${stamp}:${BODY}`).digest('hex')}`);
});

test('S20.2 a Request, a request of node:http and one of Fastify, each with its raw body', async () => {
  const request = new Request('https://crm.example/', { method: 'POST', body: BODY, headers });
  expect(await verifyWebhook(request, SECRET, at)).toMatchObject({ ok: true });

  const got: VerifiedWebhook[] = [];
  const plain = createServer((incoming: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      void verifyWebhook({ headers: incoming.headers, body: Buffer.concat(chunks) }, SECRET).then((checked) => {
        got.push(checked);
        response.end();
      });
    });
  });
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  stops.push(() => plain.close());
  await post(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`);

  const fastify = Fastify();
  stops.push(() => fastify.close());
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.post('/', async ({ headers: some, body }) => {
    got.push(await verifyWebhook({ headers: some, body: body as Buffer }, SECRET));
    return '';
  });
  await post(`${await fastify.listen({ port: 0 })}/`);
  expect(got).toMatchObject([{ ok: true }, { ok: true }]);
});

test('S20.3 what was not signed so, or not now, is refused with the reason', async () => {
  const why = async (some: Record<string, string>, body = BODY, options = at, secret: string | string[] = SECRET) => {
    const checked = await verifyWebhook({ headers: some, body }, secret, options);
    return checked.ok ? 'ok' : checked.reason;
  };
  const without = (name: string) => Object.fromEntries(Object.entries(headers).filter(([one]) => !one.endsWith(name)));
  const forged = (signature: string) => ({ ...headers, 'x-cobrowse-signature': signature });
  expect(await why({})).toBe('unsigned');
  expect(await why(without('signature'))).toBe('unsigned');
  expect(await why(without('timestamp'))).toBe('unsigned');
  expect(await why(headers, `${BODY} `)).toBe('wrong_signature');
  expect(await why(headers, BODY, at, 'another secret')).toBe('wrong_signature');
  expect(await why(headers, BODY, at, ['another secret', 'a third'])).toBe('wrong_signature');
  const signature = headers['x-zm-signature'] ?? '';
  for (const one of [
    '',
    'v0=',
    signature.slice(0, -1),
    `${signature}0`,
    signature.toUpperCase(),
    signature.replace('v0=', 'v1='),
    signature.slice(3),
  ])
    expect(await why(forged(one)), one).toBe('wrong_signature');
  for (const moved of [{ 'x-cobrowse-request-timestamp': `${NOW / 1000 - 1}` }, { 'x-cobrowse-request-timestamp': `${NOW / 1000 + 1}` }])
    expect(await why({ ...headers, ...moved })).toBe('wrong_signature');
  for (const stamp of ['', 'now', '1e9', '-1', `${NOW}`, `${NOW / 1000}.5`])
    expect(await why({ ...headers, 'x-cobrowse-request-timestamp': stamp }), stamp).toBe('stale');
  for (const [now, said] of [
    [NOW + 300_000, 'ok'],
    [NOW + 301_000, 'stale'],
    [NOW - 300_000, 'ok'],
    [NOW - 301_000, 'stale'],
  ] as const)
    expect(await why(headers, BODY, { now })).toBe(said);
  expect(await why(headers, BODY, { now: NOW + 20_000, toleranceMs: 10_000 } as typeof at)).toBe('stale');
  for (const odd of ['no JSON', '7', '{}', 'null']) expect(await why(signatureHeaders(odd, SECRET, NOW), odd)).toBe('malformed');
});

test('S20.4 with two secrets either is good, and the one that fits is told; the validation is answered with it', async () => {
  const question = JSON.stringify({ event: 'endpoint.url_validation', event_ts: NOW, payload: { plainToken: 'plain' } });
  const checked = await verifyWebhook({ headers: signatureHeaders(question, SECRET, NOW), body: question }, ['the next one', SECRET], at);
  expect(checked).toMatchObject({ ok: true, secret: SECRET });
  if (!checked.ok || checked.event.event !== 'endpoint.url_validation') throw new Error('not the question');
  expect(await answerValidation(checked.event, checked.secret)).toEqual({
    plainToken: 'plain',
    encryptedToken: encryptToken('plain', SECRET),
  });
});

test('S20.5 a mistake of the integrator is said, not taken for a stranger’s request', async () => {
  await expect(verifyWebhook({ headers, body: JSON.parse(BODY) as string }, SECRET, at)).rejects.toThrow('raw body');
  await expect(verifyWebhook({ headers, body: undefined as unknown as string }, SECRET, at)).rejects.toThrow('raw body');
  await expect(verifyWebhook({ headers, body: BODY }, '', at)).rejects.toThrow('needs a secret');
  await expect(verifyWebhook({ headers, body: BODY }, [], at)).rejects.toThrow('needs a secret');
  await expect(verifyWebhook({ headers, body: BODY }, undefined as unknown as string, at)).rejects.toThrow('needs a secret');
});
