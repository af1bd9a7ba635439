import { SignJWT } from 'jose';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { checkedFetch } from './checked-fetch.js';
import { testService } from './test-service.js';

export const API_KEY = 'test-api-key';
export const API_SECRET = 'an-api-secret-of-the-tests-0123456789';
export const REST = '/v2/cobrowsesdk';

/** A token as an integrator's server makes it; `expiresIn` in seconds. */
export const restToken = ({ apiKey = API_KEY, secret = API_SECRET, expiresIn = 600 } = {}): Promise<string> =>
  new SignJWT({ iss: apiKey, exp: Math.floor(Date.now() / 1000) + expiresIn })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));

/** A real service with an API key, and a fetch that holds every answer of its REST interface to the document it serves. */
export async function restService(env: Record<string, string> = {}) {
  let store: Store | undefined;
  const open: typeof openStore = async (...given) => (store = await openStore(...given));
  const service = await testService({ API_KEY, API_SECRET, ...env }, undefined, open);
  if (!store) throw new Error('the service opened no store');
  const as = (token: string) => checkedFetch(service.server.url, '/v2/openapi.json', token);
  return { ...service, store, as, get: await as(await restToken()) };
}
