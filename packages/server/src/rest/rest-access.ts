import { decodeJwt, jwtVerify } from 'jose';
import type { Account } from '../store/account.js';

/** `why` is for the log: which part was wrong, never a token or a secret. */
export type RestAccess = { ok: true; account: Account } | { ok: false; why: string };

export interface RestAccessRequest {
  /** The header. */
  authorization: string | undefined;
  /** Milliseconds since the epoch. */
  now: number;
  /** Reads an account; throws where it cannot. */
  account(apiKey: string): Promise<Account | undefined>;
  used(account: Account, secret: string): void;
}

const BEARER = /^bearer +(\S{1,4096})$/i;
/** Nothing else is a key (setting-readers.ts), so nothing else is looked up. */
const API_KEY = /^[\w.-]{1,128}$/;
const LEEWAY_S = 60;

const refuse = (why: string): RestAccess => ({ ok: false, why });

/** A JWT, HS256 only, issued by an API key, signed by an API secret of its account, not expired (spec: surface §11). */
export async function checkRestAccess({ authorization, now, account: find, used }: RestAccessRequest): Promise<RestAccess> {
  const token = BEARER.exec(authorization?.trim() ?? '')?.[1];
  if (token === undefined) return refuse(authorization === undefined ? 'no authorization' : 'the authorization is no bearer token');
  let apiKey: unknown;
  try {
    apiKey = decodeJwt(token).iss;
  } catch {
    return refuse('the token is no JWT');
  }
  if (typeof apiKey !== 'string' || !API_KEY.test(apiKey)) return refuse('claim iss is no API key');
  const account = await find(apiKey);
  if (!account || account.disabled) return refuse(`the API key of claim iss is ${account ? 'disabled' : 'not known to this service'}`);
  let why = 'the account has no API secret';
  for (const secret of account.apiSecrets) {
    try {
      await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        issuer: apiKey,
        requiredClaims: ['exp'],
        clockTolerance: LEEWAY_S,
        currentDate: new Date(now),
      });
      used(account, secret);
      return { ok: true, account };
    } catch (error) {
      // The other secret may fit. The words are the library's, of claims and signatures, without their values.
      why = error instanceof Error ? error.message : 'the token cannot be verified';
    }
  }
  return refuse(why);
}
