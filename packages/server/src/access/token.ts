import { client } from '@sightline/protocol/messages';
import type { ErrorId } from '@sightline/protocol';
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { Compile } from 'typebox/compile';
import type { Account } from '../store/account.js';
import { claimFault, expiredFault, formFault, futureFault, lifetimeFault, misspeltClaims } from './token-fault.js';

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
  /** Hears which secret signed a token that is good. */
  used?(account: Account, secret: string): void;
}

export interface Identity {
  account: Account;
  userId: string;
  userName: string;
  byop: boolean;
  /** Claims that are ignored and nearly one of ours. */
  misspelt: { name: string; meant: string }[];
}

/** `why` says which claim and what is wrong with it (access/token-fault.ts). */
export type TokenResult = { ok: true; identity: Identity } | { ok: false; error: ErrorId; why: string };

const refuse = (error: ErrorId, why: string): TokenResult => ({ ok: false, error, why });

/**
 * Checks an access token in the order of errors §6: form and algorithm, key, signature and claims, expiry, role and feature.
 * HS256 only; two secrets may be active. Blanks and line breaks around a token are no part of it.
 */
export async function checkToken(request: TokenRequest): Promise<TokenResult> {
  const token = request.token.trim();
  let header: { alg?: unknown } | undefined;
  let appKey: unknown;
  try {
    header = decodeProtectedHeader(token);
    if (header.alg !== 'HS256') return refuse('2001:token_invalid', formFault(token, header));
    appKey = decodeJwt(token).app_key;
  } catch {
    return refuse('2001:token_invalid', formFault(token, header));
  }
  if (typeof appKey !== 'string' || appKey === '' || appKey.length > 128) return refuse('2001:token_invalid', claimFault(decodeJwt(token)));

  let account: Account | undefined;
  try {
    account = await request.account(appKey);
  } catch {
    return refuse('2001:token_internal', 'the account cannot be read from the store');
  }
  if (!account || account.disabled)
    return refuse('2001:token_access', `the SDK key of claim app_key is ${account ? 'disabled' : 'not known to this service'}`);
  if (appKey !== request.appKey) return refuse('2001:token_access', 'claim app_key is another SDK key than the page was loaded with');

  const proof = await verified(token, account.sdkSecrets);
  if (!proof) return refuse('2001:token_invalid', 'the signature fits no SDK secret of this SDK key');
  const { payload, secret } = proof;
  if (!claimsSchema.Check(payload)) return refuse('2001:token_invalid', claimFault(payload));
  const { iat, exp, role_type, user_id, user_name, enable_byop } = payload;
  const now = request.now / 1000;
  const lifetime = exp - iat;
  if (!(lifetime >= SHORTEST_S && lifetime <= LONGEST_S))
    return refuse('2001:token_invalid', lifetimeFault(lifetime, { shortest: SHORTEST_S, longest: LONGEST_S }));
  if (iat > now + LEEWAY_S) return refuse('2001:token_invalid', futureFault(iat - now));
  if (exp < now - LEEWAY_S) return refuse('2001:token_expired', expiredFault(now - exp));

  request.used?.(account, secret);

  const misspelt = misspeltClaims(payload);
  if (role_type !== (request.role === 'customer' ? 1 : 2))
    return refuse(
      '2001:token_no_permission',
      `role_type ${role_type} is ${role_type === 1 ? 'a customer’s' : 'an agent’s'}, this call ${request.role === 'customer' ? 'a customer’s' : 'an agent’s'}`,
    );
  if (request.customPin && enable_byop !== 1) {
    const instead = misspelt.find(({ meant }) => meant === 'enable_byop');
    return refuse('2001:token_no_permission', `customPinCode needs claim enable_byop 1${instead ? `; there is ${instead.name}` : ''}`);
  }
  return { ok: true, identity: { account, userId: user_id, userName: user_name, byop: enable_byop === 1, misspelt } };
}

/** The claims, where one of the secrets signed them, and that secret. */
async function verified(token: string, secrets: readonly string[]): Promise<{ payload: unknown; secret: string } | undefined> {
  for (const secret of secrets) {
    try {
      const { payload } = await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
      return { payload: JSON.parse(new TextDecoder().decode(payload)), secret };
    } catch {
      // The other secret may fit; none does: the caller refuses.
    }
  }
  return undefined;
}
