import { PATHS, SDK_VERSION } from '@sightline/protocol';
import { signToken } from '../../packages/server/src/access/sign-token.js';

export const SITE = 'https://shop.example';
export const DESK = 'https://desk.example';
const SDK_KEY = 'hostile-input-key';
const SDK_SECRET = 'a-secret-of-the-hostile-input-tests';

/** The service that is attacked. Sessions left behind end soon, so that memory shows what is kept too long. */
export const ENVIRONMENT = {
  SDK_KEY,
  SDK_SECRET,
  ALLOWED_SITES: SITE,
  ALLOWED_AGENT_SITES: DESK,
  DEMO: '1',
  // Refusals as everybody gets them.
  DEVELOPER_MODE: '0',
  RATE_REQUESTS: 'off',
  RATE_JOIN_FAILS: 'off',
  SESSIONS_PER_USER: 'off',
  RECONNECT_WINDOW_MS: '3000',
  WAIT_FOR_CUSTOMER_MS: '3000',
  LOG_LEVEL: 'error',
};

export type Role = 'customer' | 'agent';
export interface Seat {
  sessionId: string;
  key: string;
  pinCode: string;
}

/** What an honest client would send, and tokens of every kind. */
export interface Target {
  readonly port: number;
  readonly tokens: Record<Role | 'byop' | 'expired' | 'forged' | 'foreign', string>;
  body(role: Role, more?: Record<string, unknown>): Record<string, unknown>;
  create(role?: Role): Promise<Seat>;
  find(pinCode: string, userId: string): Promise<Seat>;
}

export async function makeTarget(port: number): Promise<Target> {
  const sign = (role: Role, more: { userId?: string; enableByop?: boolean; secret?: string; key?: string; ago?: number } = {}) =>
    signToken(
      { sdkKey: more.key ?? SDK_KEY, sdkSecrets: [more.secret ?? SDK_SECRET] },
      { role, userId: more.userId ?? role, userName: role, expirationSeconds: 7_200, enableByop: more.enableByop ?? false },
      Date.now() - (more.ago ?? 0),
    );
  const tokens = {
    customer: await sign('customer'),
    agent: await sign('agent'),
    byop: await sign('customer', { enableByop: true }),
    expired: await sign('customer', { ago: 8 * 3_600_000 }),
    forged: await sign('customer', { secret: 'another-secret-altogether' }),
    foreign: await sign('agent', { key: 'nobody-s-key' }),
  };
  const body = (role: Role, more: Record<string, unknown> = {}) => ({
    sdkVersion: SDK_VERSION,
    appKey: SDK_KEY,
    sdkToken: tokens[role],
    role,
    ...more,
  });
  async function post(path: string, role: Role, asked: Record<string, unknown>): Promise<Seat> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: role === 'customer' ? SITE : DESK },
      body: JSON.stringify(asked),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`an honest client is refused: ${text}`);
    return JSON.parse(text) as Seat;
  }
  return {
    port,
    tokens,
    body,
    create: (role = 'customer') => post(PATHS.create, role, body(role)),
    async find(pinCode, userId) {
      return post(PATHS.find, 'agent', body('agent', { pinCode, sdkToken: await sign('agent', { userId }) }));
    },
  };
}
