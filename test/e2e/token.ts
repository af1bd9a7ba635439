import { createHmac } from 'node:crypto';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface TokenOptions {
  secret: string;
  /** Claims over the defaults: a customer's token of one hour. `undefined` leaves a claim out. */
  claims?: Record<string, unknown>;
  alg?: string;
}

/** Signs a token the way an integrator's server does, or deliberately not the way it should. */
export function signToken({ secret, claims = {}, alg = 'HS256' }: TokenOptions): string {
  const now = Math.floor(Date.now() / 1000);
  const head = part({ alg, typ: 'JWT' });
  const body = part({ role_type: 1, iat: now - 5, exp: now + 3595, user_id: 'customer-1', user_name: 'Customer', ...claims });
  if (alg === 'none') return `${head}.${body}.`;
  const hash = alg === 'HS512' ? 'sha512' : 'sha256';
  return `${head}.${body}.${createHmac(hash, secret).update(`${head}.${body}`).digest('base64url')}`;
}
