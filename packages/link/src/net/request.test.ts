import { errorOf, makeError } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { natives } from '../testing/service.js';
import { request } from './request.js';

type Answering = (attempt: number) => Response | Promise<Response>;

/** A request whose network is `answering`; timers run at once, so that three timeouts are no wait. */
async function ask(answering: Answering) {
  let attempts = 0;
  const network = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const attempt = ++attempts;
    return Promise.race([
      answering(attempt),
      new Promise<Response>((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    ]);
  };
  const result = await request({
    url: 'https://service.test/x',
    body: { a: 1 },
    fallback: '9999:service_error',
    read: (answer) => (answer as { value?: number } | undefined)?.value,
    natives: natives({ fetch: network as typeof fetch, setTimeout: (run, ms) => setTimeout(run, ms / 100) }),
  });
  return { result, attempts };
}

const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });
const refused = (): never => {
  throw new TypeError('fetch failed');
};

test('L1.1 the third attempt may succeed', async () => {
  expect(await ask((attempt) => (attempt < 3 ? refused() : json({ value: 5 })))).toEqual({ result: { ok: true, value: 5 }, attempts: 3 });
});

test('L1.1 any HTTP answer settles it at once', async () => {
  const { result, attempts } = await ask(() => json({}, 502));
  expect(result).toEqual({ ok: false, error: makeError('9999:service_error') });
  expect(attempts).toBe(1);
});

test('L1.2 no answer, or one that never comes: network', async () => {
  for (const answering of [refused, () => new Promise<Response>(() => undefined)]) {
    const { result, attempts } = await ask(answering);
    expect(result).toEqual({ ok: false, error: makeError('1016:network') });
    expect(attempts).toBe(3);
  }
});

test('L1.3 an error answer is its row, a strange one the caller’s', async () => {
  const limited = await ask(() => json({ ...errorOf('9999:rate_limited', { retryAfterMs: 700 }), stack: 'secret' }, 429));
  expect(limited.result).toMatchObject({ ok: false, error: errorOf('9999:rate_limited', { retryAfterMs: 700 }) });
  expect(JSON.stringify(limited.result)).not.toContain('secret');
  for (const strange of [
    json({ code: 1, cause: 'x' }, 500),
    new Response('<html>', { status: 500 }),
    new Response('<html>'),
    json({ value: undefined }),
  ])
    expect((await ask(() => strange)).result).toEqual({ ok: false, error: makeError('9999:service_error') });
});
