import { PATHS } from '@sightline/protocol';
import type { Random } from '../../packages/testing/src/random.js';
import { breakBytes, breakOne } from './break-value.js';
import { DESK, type Seat, SITE, type Target } from './target.js';

export interface HttpInput {
  entrance: string;
  method: string;
  path: string;
  headers: string[];
  body: Buffer;
}

const JSON_TYPE = 'Content-Type: application/json';
const MADE_UP = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Honest requests of every entrance; `seat` is of a session made for being attacked. */
function honest(target: Target, seat: Seat, random: Random): [entrance: string, path: string, body?: Record<string, unknown>][] {
  const { tokens } = target;
  const token = random.pick(Object.values(tokens));
  const role = random.pick(['customer', 'agent'] as const);
  const pin = random.pick([seat.pinCode, '000000', 'ABCDEFGHIJK', 'ä', '', ' 1']);
  const resume = { sessionId: seat.sessionId, key: random.pick([seat.key, MADE_UP]) };
  const create = random.pick([
    target.body('customer'),
    target.body('customer', { sdkToken: tokens.byop, customPinCode: random.pick(['', 'AB12', 'too long for it', 'é', null]) }),
    target.body(role, { sdkToken: token, resume, url: 'https://shop.example/a' }),
    target.body('customer', { sdkVersion: random.pick(['1.0.0', '4.1', 'x']) }),
  ]);
  const find = target.body(role, { sdkToken: random.pick([tokens[role], tokens[role], token]), pinCode: pin });
  return [
    // The deeper an entrance, the more often.
    ...Array.from({ length: 4 }, (): [string, string, Record<string, unknown>] => ['create', PATHS.create, create]),
    ...Array.from({ length: 6 }, (): [string, string, Record<string, unknown>] => ['find', PATHS.find, find]),
    ['viewer', PATHS.viewer, { sdkVersion: '3.11.0', appKey: create.appKey, sdkToken: tokens.agent, pinCode: pin }],
    ['state', PATHS.state, { ...resume }],
    ['end', PATHS.end, { sessionId: seat.sessionId, key: MADE_UP }],
    ['leave', PATHS.leave, { sessionId: seat.sessionId, key: MADE_UP }],
    ['demo token', '/demo/token', { role, userId: 'u', userName: 'n', expirationSeconds: 3_600, enableByop: 0 }],
    ['demo login', '/demo/login', {}],
    ['desk', `${PATHS.desk}?access_token=${token}&pin=${seat.pinCode}`],
    ['desk file', '/sdkapi/zcb/desk/desk.css'],
    ['asset', `${PATHS.asset}/${MADE_UP}/${random.int(99)}`],
    ['script', `/static/resource/sdk/${String(create.appKey)}/js/${random.pick(['', '3.11.x', '9.9.9'])}`],
    ['chunk', `/static/resource/sdk/${String(create.appKey)}/chunk/core.js`],
    ['metrics', '/metrics'],
    ['health', random.pick(['/healthz', '/readyz'])],
    ['enter without upgrade', PATHS.enter],
    ['demo page', '/demo/catalogue.html'],
    ['unknown', random.pick(['/', '/nowhere', '/sdkapi', '/.env', '/sdkapi/zcb/v1/', '/static/../..'])],
  ];
}

const UPGRADE = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

const strangeHeaders = (random: Random): string[] =>
  random.pick([
    [`X-Long: ${'y'.repeat(random.pick([100, 8_000, 20_000]))}`],
    Array.from({ length: random.pick([50, 1_500]) }, (_, n) => `X-${n}: ${n}`),
    ['Bad header: 1'],
    ['X-Ctl: \u0001\u0002'],
    ['Expect: 200-ok'],
    ['Transfer-Encoding: chunked, chunked'],
    ['Content-Length: 5', 'Content-Length: 6'],
    ['Content-Length: -1'],
    ['Host: a', 'Host: b'],
    [`X-Forwarded-For: ${random.pick(['1.2.3.4', '::', 'x'.repeat(500), '1.1.1.1,'.repeat(200)])}`],
    [`Cookie: ${'demo_account=a; '.repeat(random.int(50))}`],
    ['Range: bytes=0-1,5-2,-9', 'If-None-Match: "\u00e9'],
    ['Content-Encoding: gzip'],
    ['Accept: \u0000'],
    ['Origin: null', 'Access-Control-Request-Method: POST'],
    [...UPGRADE],
    [UPGRADE[0]!, UPGRADE[1]!, 'Sec-WebSocket-Version: 99'],
    ['Upgrade: h2c', 'Connection: Upgrade', 'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA'],
  ]);

/** One request: honest, or with its target, method, headers or body broken. */
export function httpInput(target: Target, seat: Seat, random: Random): HttpInput {
  const [entrance, path, asked] = random.pick(honest(target, seat, random));
  const fitting = asked?.role === 'agent' || entrance === 'viewer' ? DESK : SITE;
  const input: HttpInput = {
    entrance,
    path,
    method: asked ? 'POST' : 'GET',
    headers: ['Host: localhost', `Origin: ${random.chance(0.85) ? fitting : random.pick([SITE, DESK, 'https://evil.example', 'null'])}`],
    body: Buffer.alloc(0),
  };
  if (asked) {
    input.headers.push(random.chance(0.95) ? JSON_TYPE : `Content-Type: ${random.pick(['text/plain', 'application/xml', '', 'a/b;='])}`);
    const value = random.chance(0.4) ? breakOne(asked, random) : asked;
    input.body = Buffer.from(JSON.stringify(value));
    if (random.chance(0.1)) input.body = breakBytes(input.body, random);
    else if (random.chance(0.03)) input.body = Buffer.alloc(random.pick([33_000, 200_000]), 32);
  }
  if (random.chance(0.1))
    input.method = random.pick(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'post', 'G\u0001', 'LONG'.repeat(50)]);
  if (random.chance(0.15)) input.headers.push(...strangeHeaders(random));
  if (random.chance(0.12))
    input.path = random.pick([
      (p: string) => `${p}?q=${'z'.repeat(random.int(9_000))}`,
      (p: string) => `${p}/%zz`,
      (p: string) => p.replace(/[a-z]/, (c) => `%${c.charCodeAt(0).toString(16)}`),
      (p: string) => `${p}/../../../../etc/passwd`,
      (p: string) => `${p}%2f..%2f..%2fpackage.json`,
      (p: string) => `//${p}`,
      (p: string) => `${p}/${'k'.repeat(random.pick([120, 300]))}`,
      (p: string) => `http://elsewhere.example${p}`,
      (p: string) => `${p}\u00e9\u00ff`,
      (p: string) => `${p}%00.js`,
      () => '*',
    ])(path);
  return input;
}

/** The bytes of a request, all of them broken now and then; `whole`: the service has no reason to wait for more. */
export function bytesOf(input: HttpInput, random: Random): { chunks: Uint8Array[]; whole: boolean } {
  const length = random.chance(0.03) ? random.int(9) : input.body.length;
  const chunked = input.body.length > 0 && random.chance(0.05);
  const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  const version = random.chance(0.01) ? random.pick(['HTTP/1.0', 'HTTP/9.9', 'HTP']) : 'HTTP/1.1';
  const lines = [`${input.method} ${input.path} ${version}`, ...input.headers, framing, 'Connection: close'];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (random.chance(0.04)) return { chunks: [breakBytes(Buffer.concat([head, input.body]), random)], whole: false };
  const cut = random.int(head.length);
  const chunks = random.chance(0.1) ? [head.subarray(0, cut), head.subarray(cut), input.body] : [head, input.body];
  const strange = input.headers.some((header) => /^(?:Content-Length|Transfer-Encoding)/.test(header));
  return { chunks, whole: !chunked && !strange && length <= input.body.length };
}
