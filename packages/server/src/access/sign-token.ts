import { SignJWT } from 'jose';
import type { Account } from '../store/account.js';

export interface TokenWish {
  role: 'customer' | 'agent';
  userId: string;
  userName: string;
  /** 1,800 to 172,800. */
  expirationSeconds: number;
  enableByop?: boolean;
}

/** Signs an access token as an integrator's own server would (spec: surface §3). `now` in milliseconds. */
export function signToken(account: Pick<Account, 'sdkKey' | 'sdkSecrets'>, wish: TokenWish, now: number): Promise<string> {
  const iat = Math.floor(now / 1000);
  const claims = {
    app_key: account.sdkKey,
    role_type: wish.role === 'customer' ? 1 : 2,
    user_id: wish.userId,
    user_name: wish.userName,
    iat,
    exp: iat + wish.expirationSeconds,
    ...(wish.enableByop && { enable_byop: 1 }),
  };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(account.sdkSecrets[0] ?? ''));
}
