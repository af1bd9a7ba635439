import { client } from '@sightline/protocol/messages';
import type { ErrorId } from '@sightline/protocol';
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { Compile } from 'typebox/compile';
import type { Account } from '../store/account.js';

const LEEWAY_S = 60;
const SHORTEST_S = 1_800;
const LONGEST_S = 172_800;

const claimsSchema = Compile(client.TokenClaims);

export interface TokenRequest {
  token: string;
  /** The SDK key the page was loaded with. */
  appKey: string;
  role: 'customer' | 'agent';
  /** A custom PIN came with the call, or none; `undefined` where the call takes none (`join`). */
  customPin?: string | null | undefined;
  /** Milliseconds since the epoch. */
  now: number;
  /** Reads an account; throws where the keys cannot be read. */
  account(sdkKey: string): Promise<Account | undefined>;
}

export interface Identity {
  account: Account;
  userId: string;
  userName: string;
  byop: boolean;
}

export type TokenResult = { ok: true; identity: Identity } | { ok: false; error: ErrorId };

const refuse = (error: ErrorId): TokenResult => ({ ok: false, error });

/**
 * Checks an access token in the order of errors §6: form and algorithm, key, signature and claims, expiry, role and feature.
 * HS256 only; two secrets may be active.
 */
export async function checkToken(request: TokenRequest): Promise<TokenResult> {
  let appKey: unknown;
  try {
    if (decodeProtectedHeader(request.token).alg !== 'HS256') return refuse('2001:token_invalid');
    appKey = decodeJwt(request.token).app_key;
  } catch {
    return refuse('2001:token_invalid');
  }
  if (typeof appKey !== 'string' || appKey === '' || appKey.length > 128) return refuse('2001:token_invalid');

  let account: Account | undefined;
  try {
    account = await request.account(appKey);
  } catch {
    return refuse('2001:token_internal');
  }
  if (!account || account.disabled || appKey !== request.appKey) return refuse('2001:token_access');

  const payload = await verified(request.token, account.sdkSecrets);
  if (!payload || !claimsSchema.Check(payload)) return refuse('2001:token_invalid');
  const { iat, exp, role_type, user_id, user_name, enable_byop } = payload;
  const now = request.now / 1000;
  const lifetime = exp - iat;
  if (!(lifetime >= SHORTEST_S && lifetime <= LONGEST_S) || iat > now + LEEWAY_S) return refuse('2001:token_invalid');
  if (exp < now - LEEWAY_S) return refuse('2001:token_expired');

  if (role_type !== (request.role === 'customer' ? 1 : 2)) return refuse('2001:token_no_permission');
  if (request.customPin && enable_byop !== 1) return refuse('2001:token_no_permission');
  return { ok: true, identity: { account, userId: user_id, userName: user_name, byop: enable_byop === 1 } };
}

/** The claims, where one of the secrets signed them. */
async function verified(token: string, secrets: readonly string[]): Promise<unknown> {
  for (const secret of secrets) {
    try {
      const { payload } = await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
      return JSON.parse(new TextDecoder().decode(payload));
    } catch {
      // The other secret may fit; none does: the caller refuses.
    }
  }
  return undefined;
}
