import { LIMITS, nearest } from '@sightline/protocol';

/**
 * Words for what is wrong with a token: for the service's log, and for the page where the account is developed with. They name claims, types,
 * lengths and times; nothing that could be a secret, and no value of a claim that is a text.
 */

const CLAIMS = ['app_key', 'role_type', 'iat', 'exp', 'user_id', 'user_name', 'enable_byop'];
/** Claims of other standards that are near ours and mean something else. */
const OTHERS = ['iss', 'sub', 'aud', 'nbf', 'jti'];

type Claims = Record<string, unknown>;

const TEXTS: Record<string, number> = { app_key: 128, user_id: LIMITS.userIdLength, user_name: LIMITS.userNameLength };

/** What a value is, without saying it. */
function kind(value: unknown): string {
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  if (typeof value === 'number') return 'a number';
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}

/** Claims that are none of ours and nearly one: `userName` for `user_name`. */
export function misspeltClaims(claims: Claims): { name: string; meant: string }[] {
  return Object.keys(claims).flatMap((name) => {
    const meant = CLAIMS.includes(name) || OTHERS.includes(name) ? undefined : nearest(name, CLAIMS);
    return meant === undefined || meant in claims ? [] : [{ name: name.slice(0, 40), meant }];
  });
}

function missing(name: string, claims: Claims): string {
  const instead = misspeltClaims(claims).find(({ meant }) => meant === name);
  return `claim ${name} is missing${instead ? `; there is ${instead.name}` : ''}`;
}

/** The first claim that is missing or of the wrong shape. */
export function claimFault(claims: unknown): string {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return 'the payload is no JSON object';
  const given = claims as Claims;
  for (const [name, longest] of Object.entries(TEXTS)) {
    const value = given[name];
    if (value === undefined) return missing(name, given);
    if (typeof value !== 'string') return `claim ${name} must be a text, is ${kind(value)}`;
    if (value === '' && name !== 'user_name') return `claim ${name} is empty`;
    if (value.length > longest) return `claim ${name} is longer than ${longest} characters`;
  }
  for (const name of ['role_type', 'iat', 'exp']) {
    const value = given[name];
    if (value === undefined) return missing(name, given);
    if (typeof value !== 'number') return `claim ${name} must be a number, is ${kind(value)}`;
  }
  if (given.role_type !== 1 && given.role_type !== 2)
    return `claim role_type must be 1 (customer) or 2 (agent), is ${Number(given.role_type)}`;
  const { enable_byop: byop } = given;
  return `claim enable_byop must be the number 0 or 1, is ${typeof byop === 'number' ? byop : kind(byop)}`;
}

/** `allowed` are seconds. */
export function lifetimeFault(lifetime: number, allowed: { shortest: number; longest: number }): string {
  const rule = `exp must be ${allowed.shortest} to ${allowed.longest} seconds after iat`;
  return Number.isFinite(lifetime) && lifetime > 1e9 ? `${rule}: are they seconds, not milliseconds?` : `${rule}, is ${lifetime}`;
}

export const futureFault = (seconds: number): string =>
  `iat is ${Math.round(seconds)} seconds in the future: compare the clocks of signer and service`;

export const expiredFault = (seconds: number): string => `exp passed ${Math.round(seconds)} seconds ago`;

/** `header` is what the token's first part decodes to; absent where it does not. */
export function formFault(token: string, header: { alg?: unknown } | undefined): string {
  const parts = token.split('.').length;
  if (token === '') return 'there is no token';
  if (parts !== 3) return `a token has three parts with dots between, this text has ${parts}`;
  if (!header) return 'the first part of the token is no base64url of a JSON header';
  if (header.alg !== 'HS256')
    return `the token’s header must name alg HS256${typeof header.alg === 'string' ? ` and names ${header.alg.slice(0, 10)}` : ''}`;
  return 'the second part of the token is no base64url of a JSON payload';
}
