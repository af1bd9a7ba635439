import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { expectFailure, expectOutcome } from './proof.js';
import { callOne } from './calls.js';
import type { CauseId } from './rows.js';
import { agentToken, SDK_KEY, SDK_SECRET, test, token } from './world.js';

const seconds = (): number => Math.floor(Date.now() / 1000);
/** A token that lasts this long, issued so many seconds from now. */
const lasting = (length: number, from = -5): Record<string, unknown> => ({ iat: seconds() + from, exp: seconds() + from + length });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const CLAIMS = { app_key: SDK_KEY, role_type: 1, ...lasting(3600), user_id: 'c', user_name: 'C' };

/** RS256 by its name, but signed like HS256 with the secret: what a careless verifier takes for valid. */
function secretAsPublicKey(): string {
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(CLAIMS)}`;
  return `${text}.${createHmac('sha256', SDK_SECRET).update(text).digest('base64url')}`;
}

function rs256(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(CLAIMS)}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

/** Valid, then one claim is changed without signing again. */
function forged(): string {
  const [head, , signature] = token().split('.');
  return `${head}.${part({ ...CLAIMS, user_id: 'somebody-else' })}.${signature}`;
}

type Row = readonly [what: string, id: CauseId, token: () => string];

/** Bad as any token, whatever the call. `claims` are added to each, so that the same list serves both roles. */
const bad = (claims: Record<string, unknown>): Row[] => {
  const invalid = (what: string, more: Record<string, unknown>): Row => [what, '2001:token_invalid', () => token({ ...claims, ...more })];
  return [
    ['another key signed it', '2001:token_invalid', () => token(claims, { secret: 'another-secret-0123456789abcdef' })],
    ['alg none', '2001:token_invalid', () => token(claims, { alg: 'none' })],
    ['29 minutes', '2001:token_invalid', () => token({ ...claims, ...lasting(29 * 60) })],
    ['49 hours', '2001:token_invalid', () => token({ ...claims, ...lasting(49 * 3600) })],
    invalid('no user_id', { user_id: undefined }),
    ['expired', '2001:token_expired', () => token({ ...claims, ...lasting(1800, -1900) })],
    ['of another app', '2001:token_access', () => token({ ...claims, app_key: 'another-app' })],
    ['the other role', '2001:token_no_permission', () => token({ ...claims, role_type: claims.role_type === 2 ? 1 : 2 })],
  ];
};

const ALL: Row[] = [
  ...bad({}),
  ['no token at all', '2001:token_invalid', () => 'abc'],
  ['empty', '2001:token_invalid', () => ''],
  ['longer than the service reads', '2001:token_invalid', () => token({ more: 'x'.repeat(6_000) })],
  ['claims that are no object', '2001:token_invalid', () => `${part({ alg: 'HS256' })}.${part([1])}.x`],
  ['RS256 with the secret as key', '2001:token_invalid', secretAsPublicKey],
  ['RS256', '2001:token_invalid', rs256],
  ['HS512', '2001:token_invalid', () => token({}, { alg: 'HS512' })],
  ['a claim changed afterwards', '2001:token_invalid', forged],
  ...(
    [
      ['no user_name', { user_name: undefined }],
      ['no role_type', { role_type: undefined }],
      ['no iat', { iat: undefined }],
      ['no exp', { exp: undefined }],
      ['no app_key', { app_key: undefined }],
      ['an empty user_id', { user_id: '' }],
      ['a user_id of 129', { user_id: 'u'.repeat(129) }],
      ['a user_name of 81', { user_name: 'u'.repeat(81) }],
      ['a user_id that is a number', { user_id: 7 }],
      ['a role that is a string', { role_type: '1' }],
      ['role 3', { role_type: 3 }],
      ['an exp that is a string', { exp: String(seconds() + 3600) }],
      ['enable_byop 2', { enable_byop: 2 }],
      ['enable_byop true', { enable_byop: true }],
      ['iat in the future', lasting(3600, 600)],
      ['exp before iat', lasting(-3600)],
    ] as const
  ).map(([what, claims]): Row => [what, '2001:token_invalid', () => token(claims)]),
];

/** `token_invalid`, `token_expired`, `token_access`, `token_no_permission`, from every call that takes a token. */
export function tokenCauses(): void {
  test('tokens: start refuses each bad one by its cause', async ({ customer }) => {
    const page = await customer();
    for (const [what, id, make] of ALL) await expectFailure(page, id, ['start', { sdkToken: make() }], { at: `customer start, ${what}` });
    const wish = { sdkToken: token(), customPinCode: 'MINE' };
    await expectFailure(page, '2001:token_no_permission', ['start', wish], {
      at: 'customer start, a PIN of one’s own without enable_byop',
    });
    // A PIN that is empty is none: nothing is asked that this token does not allow.
    for (const customPinCode of ['', null, undefined]) {
      const { success } = await callOne(page, 'start', { sdkToken: token(), customPinCode });
      if (success !== true) throw new Error(`start with an empty PIN failed: ${String(customPinCode)}`);
      await callOne(page, 'end');
    }
  });

  test('tokens: join, the agent’s start and createAgentViewerEndpoint refuse them alike', async ({ customer, agent }) => {
    const page = await customer();
    const desk = await agent();
    for (const [what, id, make] of bad({})) {
      const call = ['join', { pinCode: '123456', sdkToken: make() }] as const;
      await expectFailure(page, id, call, { at: `customer join, ${what}` });
    }
    for (const [what, id, make] of bad({ role_type: 2 })) {
      const join = { pinCode: '123456', sdkToken: make() };
      await expectFailure(desk, id, ['join', join], { at: `agent join, ${what}` });
      await expectFailure(desk, id, ['createAgentViewerEndpoint', join], { at: `createAgentViewerEndpoint, ${what}` });
      await expectFailure(desk, id, ['start', { sdkToken: make() }], { at: `agent start, ${what}` });
    }
    const wish = { sdkToken: agentToken('a'), customPinCode: 'MINE' };
    await expectFailure(desk, '2001:token_no_permission', ['start', wish], { at: 'agent start, a PIN of his own without enable_byop' });
  });

  test('tokens: a minute past its end one is still good', async ({ customer }) => {
    const page = await customer();
    const outcome = await callOne(page, 'start', { sdkToken: token(lasting(1800, -1830)) });
    if (outcome.success !== true) expectOutcome(outcome, '2001:token_expired', { at: 'never' });
  });
}
