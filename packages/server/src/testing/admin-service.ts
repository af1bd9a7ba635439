import type { Logger } from 'pino';
import { checkedFetch } from './checked-fetch.js';
import { testService } from './test-service.js';

export const ADMIN_TOKEN = 'admin-token-of-the-tests-0123456789abcdef';

/** A service with an admin API, and a client of it whose answers are held to its document. */
export async function adminService(env: Record<string, string> = {}, log?: Logger) {
  const service = await testService({ ADMIN_TOKEN, ...env }, log);
  const fetched = await checkedFetch(service.server.url, '/admin/v1/openapi.json', ADMIN_TOKEN);
  /** `body` absent: none is sent. */
  async function admin<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const init = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return fetched<T>(`/admin/v1${path}`, { method, ...init });
  }
  return { ...service, admin };
}

export type AdminService = Awaited<ReturnType<typeof adminService>>;
