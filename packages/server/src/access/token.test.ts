import { generateKeyPairSync, createHmac, createSign } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Account, ACCOUNT_DEFAULTS } from '../store/account.js';
import { checkToken } from './token.js';

const NOW = 1_800_000_000;
const SECRET = 'first-secret-of-two';
const account: Account = {
  ...ACCOUNT_DEFAULTS,
  name: '',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  id: 'a',
  sdkKey: 'key',
  sdkSecrets: [SECRET, 'second-secret-of-two'],
  apiKey: '',
  apiSecrets: [],
};
const CLAIMS = { app_key: 'key', role_type: 1, iat: NOW, exp: NOW + 3_600, user_id: 'u', user_name: 'U' };

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const hs512 = (): string => {
  const text = `${encode({ alg: 'HS512' })}.${encode(CLAIMS)}`;
  return `${text}.${createHmac('sha512', SECRET).update(text).digest('base64url')}`;
};
const hs256 = (claims: object, secret = SECRET, header: object = { alg: 'HS256' }): string => {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

const check = (
  token: string,
  more: { role?: 'customer' | 'agent'; customPin?: string | null; appKey?: string; fails?: boolean; disabled?: boolean } = {},
) =>
  checkToken({
    token,
    appKey: more.appKey ?? 'key',
    role: more.role ?? 'customer',
    customPin: more.customPin,
    now: NOW * 1000,
    async account(key) {
      if (more.fails) throw new Error('down');
      return key === 'key' ? { ...account, disabled: more.disabled ?? false } : undefined;
    },
  });

test('T1 a good token names its user; either of two secrets signs', async () => {
  for (const secret of account.sdkSecrets)
    expect(await check(hs256({ ...CLAIMS, unknown: [1] }, secret))).toMatchObject({
      ok: true,
      identity: { userId: 'u', userName: 'U', byop: false },
    });
  expect(await check(hs256({ ...CLAIMS, enable_byop: 1 }))).toMatchObject({ ok: true, identity: { byop: true } });
});

const rs256 = (): string => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = `${encode({ alg: 'RS256' })}.${encode(CLAIMS)}`;
  return `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`;
};

const without = (name: keyof typeof CLAIMS): object => Object.fromEntries(Object.entries(CLAIMS).filter(([key]) => key !== name));

const invalid: [string, string][] = [
  ['nothing', ''],
  ['noise', 'a.b.c'],
  ['alg none', `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`],
  ['HS256 named HS512', hs256(CLAIMS, SECRET, { alg: 'HS512' })],
  ['HS512', hs512()],
  ['RS256', rs256()],
  ['another secret', hs256(CLAIMS, 'another-secret')],
  ['a critical header', hs256(CLAIMS, SECRET, { alg: 'HS256', crit: ['b64'], b64: false })],
  ...Object.keys(CLAIMS).map((name): [string, string] => [`no ${name}`, hs256(without(name as keyof typeof CLAIMS))]),
  ['a role that is text', hs256({ ...CLAIMS, role_type: '1' })],
  ['a third role', hs256({ ...CLAIMS, role_type: 3 })],
  ['an empty user', hs256({ ...CLAIMS, user_id: '' })],
  ['a user of 129 characters', hs256({ ...CLAIMS, user_id: 'u'.repeat(129) })],
  ['a name of 81 characters', hs256({ ...CLAIMS, user_name: 'u'.repeat(81) })],
  ['byop of 2', hs256({ ...CLAIMS, enable_byop: 2 })],
  ['byop true', hs256({ ...CLAIMS, enable_byop: true })],
  ['times as text', hs256({ ...CLAIMS, exp: String(NOW + 3_600) })],
  ['29 minutes', hs256({ ...CLAIMS, exp: NOW + 1_740 })],
  ['49 hours', hs256({ ...CLAIMS, exp: NOW + 176_400 })],
  ['issued in the future', hs256({ ...CLAIMS, iat: NOW + 61, exp: NOW + 3_661 })],
];
test.each(invalid)('T2 %s is token_invalid', async (_what, token) => {
  expect(await check(token)).toMatchObject({ ok: false, error: '2001:token_invalid' });
});

test('T3 the key is looked up before the signature, and must be the page’s own', async () => {
  expect(await check(hs256({ ...CLAIMS, app_key: 'other' }, 'another-secret'))).toMatchObject({ ok: false, error: '2001:token_access' });
  expect(await check(hs256(CLAIMS), { appKey: 'other' })).toMatchObject({ ok: false, error: '2001:token_access' });
  expect(await check(hs256(CLAIMS), { disabled: true })).toMatchObject({ ok: false, error: '2001:token_access' });
  expect(await check(hs256(CLAIMS), { fails: true })).toMatchObject({ ok: false, error: '2001:token_internal' });
});

test('T4 expiry has a minute of leeway, and comes after the signature and before the role', async () => {
  const ended = (ago: number) => ({ ...CLAIMS, iat: NOW - 3_600 - ago, exp: NOW - ago });
  expect(await check(hs256(ended(59)))).toMatchObject({ ok: true });
  expect(await check(hs256(ended(61)))).toMatchObject({ ok: false, error: '2001:token_expired' });
  expect(await check(hs256(ended(61)), { role: 'agent' })).toMatchObject({ ok: false, error: '2001:token_expired' });
  expect(await check(hs256(ended(61), 'another-secret'))).toMatchObject({ ok: false, error: '2001:token_invalid' });
});

test('T5 the other role, or a custom PIN without byop, is no permission', async () => {
  expect(await check(hs256(CLAIMS), { role: 'agent' })).toMatchObject({ ok: false, error: '2001:token_no_permission' });
  expect(await check(hs256(CLAIMS), { customPin: 'ABC' })).toMatchObject({ ok: false, error: '2001:token_no_permission' });
  expect(await check(hs256({ ...CLAIMS, enable_byop: 0 }), { customPin: 'ABC' })).toMatchObject({
    ok: false,
    error: '2001:token_no_permission',
  });
  expect(await check(hs256(CLAIMS), { customPin: '' })).toMatchObject({ ok: true });
});

const words: [string, RegExp][] = [
  [hs256(CLAIMS, 'another-secret'), /^the signature fits no SDK secret/],
  [hs256(without('exp')), /^claim exp is missing$/],
  [hs256({ ...without('user_name'), userName: 'U' }), /^claim user_name is missing; there is userName$/],
  [hs256({ ...CLAIMS, exp: NOW + 900 }), /^exp must be 1800 to 172800 seconds after iat, is 900$/],
  [hs256({ ...CLAIMS, iat: NOW * 1000, exp: NOW * 1000 + 3_600_000 }), /is 3600000$/],
  [hs256({ ...CLAIMS, exp: NOW * 1000 }), /are they seconds, not milliseconds\?$/],
  [hs256({ ...CLAIMS, role_type: '1' }), /^claim role_type must be a number, is a text of 1 characters$/],
  [hs256({ ...CLAIMS, role_type: 3 }), /^claim role_type must be 1 \(customer\) or 2 \(agent\), is 3$/],
  [hs256({ ...CLAIMS, user_id: 4711 }), /^claim user_id must be a text, is a number$/],
  [hs256({ ...CLAIMS, user_id: '' }), /^claim user_id is empty$/],
  [hs256({ ...CLAIMS, user_name: 'u'.repeat(81) }), /^claim user_name is longer than 80/],
  [hs256({ ...CLAIMS, enable_byop: true }), /^claim enable_byop must be the number 0 or 1, is of type boolean$/],
  [hs256({ ...CLAIMS, iat: NOW + 300, exp: NOW + 3_900 }), /^iat is 300 seconds in the future/],
  [hs256({ ...CLAIMS, iat: NOW - 7_200, exp: NOW - 3_600 }), /^exp passed 3600 seconds ago$/],
  [hs256({ ...CLAIMS, app_key: 'other' }), /not known to this service$/],
  [hs512(), /must name alg HS256 and names HS512$/],
  ['', /^there is no token$/],
  ['a b', /has 1$/],
  ['a.b.c', /^the first part/],
];
test.each(words)('T6 a refusal says which claim and why, without the token (%#)', async (token, why) => {
  const result = await check(token);
  expect(result).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  for (const secret of [token, ...account.sdkSecrets].filter((text) => text.length > 4))
    expect(JSON.stringify(result)).not.toContain(secret);
});

test('T6 a claim nearly ours is named, another standard’s is not', async () => {
  const claims = { ...CLAIMS, enableByop: 1, iss: 'x', sub: 'y', revoke: 1 };
  expect(await check(hs256(claims))).toMatchObject({ ok: true, identity: { misspelt: [{ name: 'enableByop', meant: 'enable_byop' }] } });
  expect(await check(hs256(claims), { customPin: 'A1' })).toMatchObject({
    why: 'customPinCode needs claim enable_byop 1; there is enableByop',
  });
});

test('T7 clocks up to a minute apart, and blanks and line breaks around a token, are forgiven', async () => {
  expect(await check(hs256({ ...CLAIMS, iat: NOW + 59, exp: NOW + 3_659 }))).toMatchObject({ ok: true });
  expect(await check(hs256({ ...CLAIMS, iat: NOW - 3_659, exp: NOW - 59 }))).toMatchObject({ ok: true });
  for (const around of [
    ['', '\n'],
    [' ', ' '],
    ['\r\n', '\t'],
  ])
    expect(await check(around.join(hs256(CLAIMS)))).toMatchObject({ ok: true });
});
