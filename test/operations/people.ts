import { PATHS, SDK_VERSION } from '@sightline/protocol';
import { signToken } from '../../packages/server/src/access/sign-token.js';
import { connect, type TestClient } from '../../packages/server/src/testing/test-client.js';

export const SITE = 'https://shop.example';
export const DESK = 'https://desk.example';
const SDK_KEY = 'operations-key';
const SDK_SECRET = 'a-secret-of-the-operations-tests';

export const ENVIRONMENT = { SDK_KEY, SDK_SECRET, ALLOWED_SITES: SITE, ALLOWED_AGENT_SITES: DESK };

export type Role = 'customer' | 'agent';
export interface Seat {
  sessionId: string;
  key: string;
  pinCode: string;
}

export const tokenOf = (role: Role, userId: string = role, userName = userId): Promise<string> =>
  signToken({ sdkKey: SDK_KEY, sdkSecrets: [SDK_SECRET] }, { role, userId, userName, expirationSeconds: 3_600 }, Date.now());

/** Customers and agents of a running service, without browsers; `origin` is where they reach it. */
export function peopleOf(port: number, origin = `http://127.0.0.1:${port}`) {
  async function post(path: string, role: Role, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    const answer = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: role === 'customer' ? SITE : DESK, ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Seat & { code: number; cause: string; retryable: boolean } };
  }
  const call = async (role: Role, more: Record<string, unknown>, userId?: string) => ({
    sdkVersion: SDK_VERSION,
    appKey: SDK_KEY,
    sdkToken: await tokenOf(role, userId),
    role,
    ...more,
  });

  return {
    create: async (headers: Record<string, string> = {}) => post(PATHS.create, 'customer', await call('customer', {}), headers),
    find: async (pinCode: string, userId = 'agent', headers: Record<string, string> = {}) =>
      post(PATHS.find, 'agent', await call('agent', { pinCode }, userId), headers),
    socket: (role: Role): TestClient => connect(`${origin.replace('http', 'ws')}${PATHS.enter}`, role === 'customer' ? SITE : DESK),
    async enter(role: Role, seat: { sessionId: string; key: string }) {
      const client = this.socket(role);
      await client.hello(seat);
      return { client, welcome: await client.next('welcome') };
    },
    ready: async (): Promise<number> => (await fetch(`${origin}/readyz`)).status,
  };
}
