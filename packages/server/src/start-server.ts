import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { LIMITS } from '@sightline/protocol';
import { type Logger, pino } from 'pino';
import { createAccounts } from './access/accounts.js';
import { createOriginCheck } from './access/origin.js';
import { createRates } from './access/rates.js';
import { isLoopbackHost } from './access/site.js';
import { sdkSupported } from './access/version.js';
import { fetchPublic } from './assets/fetch-public.js';
import { createPublicStore } from './assets/public-store.js';
import { createApp } from './http/app.js';
import { assetEndpoint } from './http/asset.js';
import { demoEndpoints } from './http/demo.js';
import { deskEndpoints } from './http/desk.js';
import { openFolder } from './http/files.js';
import { healthEndpoints } from './http/health.js';
import { sdkEndpoints } from './http/sdk-endpoints.js';
import { sdkScripts } from './http/sdk-scripts.js';
import { createSessions } from './live/sessions.js';
import { seedAccount } from './seed-account.js';
import { hashKey } from './session/key.js';
import { endedMessage } from './session/record.js';
import { seatOfKey } from './session/state.js';
import type { Settings } from './settings.js';
import { acceptSockets } from './socket/accept.js';
import { openStore } from './store/open-store.js';

export interface RunningServer {
  /** Origin the service is reached under. */
  url: string;
  port: number;
  /** The SDK key of the account the settings seeded. */
  sdkKey: string;
  stop(): Promise<void>;
}

/** Times of a session that are not settings (surface §9, §10; errors §3). */
const FIXED = { reserveMs: 60_000, oldKeyMs: 10_000, pingMs: 5_000, aliveMs: 10_000 };
const ACCOUNT_KEEP_MS = 5_000;

const folder = (path: string) => openFolder(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));

/** Starts everything on one port and takes up the sessions the store holds. */
export async function startServer(settings: Settings, given: { log?: Logger } = {}): Promise<RunningServer> {
  const log = given.log ?? pino({ level: settings.logLevel, base: null });
  const now = Date.now;
  const fault = (error: unknown): void =>
    log.error({ err: error instanceof Error ? { name: error.name, message: error.message } : {} }, 'fault');
  const store = await openStore(settings.databaseUrl);
  const account = await seedAccount(store, settings);
  const accounts = createAccounts({ store, now, keepMs: ACCOUNT_KEEP_MS });

  // Both are known once the port is.
  let origin = settings.publicUrl ?? '';
  let own: string[] = [];
  const originAllowed = createOriginCheck({ own: () => own, demo: settings.demo });

  const literal = new Set(settings.allowedSites.flatMap((site) => (site.kind === 'origin' ? [site.origin] : [])));
  const fetchRules = {
    trusted: (site: string) => literal.has(site) || (settings.demo && own.includes(site)),
    maxBytes: LIMITS.assetBytes,
    deadlineMs: 10_000,
    maxHops: 5,
  };
  const publicStore = createPublicStore({
    fetch: (url) => fetchPublic(url, fetchRules),
    now,
    maxBytes: 128 * 1024 * 1024,
    keepMs: 600_000,
    failKeepMs: 10_000,
    concurrency: 16,
  });

  const { waitForCustomerMs, reconnectWindowMs, pinTtlMs, sessionMaxMs } = settings;
  const sessions = createSessions({
    store,
    publicStore,
    rules: { ...FIXED, waitForCustomerMs, reconnectWindowMs, pinTtlMs, sessionMaxMs },
    account: (id) => store.accountById(id),
    now,
    fault,
  });
  await sessions.restore();

  const app = createApp({ log, trustProxy: settings.trustProxy });
  const supported = (version: string | undefined): boolean => sdkSupported(version, settings.minSdkVersion);
  const rates = createRates({ requests: settings.rateRequests, joinFails: settings.rateJoinFails });
  healthEndpoints(app, store.ready);
  assetEndpoint(app, sessions.assets);
  const bySdkKey = accounts.bySdkKey;
  app.register(async (scope) =>
    sdkEndpoints(scope, { sessions, rates, account: bySdkKey, originAllowed, sdkSupported: supported, origin: () => origin, now }),
  );
  app.register(async (scope) => sdkScripts(scope, folder('packages/sdk/dist/web')));
  const frameSites = settings.allowedAgentSites;
  app.register(async (scope) =>
    deskEndpoints(scope, { folder: folder('apps/desk/dist'), own: () => own, frameSites, demo: settings.demo }),
  );
  if (settings.demo) app.register(async (scope) => demoEndpoints(scope, { folder: folder('apps/demo/site'), account, now }));

  const sockets = acceptSockets({
    server: app.server,
    now,
    pingMs: FIXED.pingMs,
    boundAddresses: settings.trustProxy === undefined,
    session: sessions.get,
    sdkSupported: supported,
    fault,
    async ended({ sessionId, key }) {
      const record = await store.session(sessionId);
      return record && endedMessage(record, hashKey(key));
    },
    async admit(hello, session, from) {
      const { state } = session;
      const seat = state.phase === 'live' ? seatOfKey(state, hashKey(hello.key), now()) : undefined;
      if (!seat) return '1011:session_gone';
      const holder = await bySdkKey(state.sdkKey);
      return holder && originAllowed(from, holder, seat.role) ? undefined : '1011:site_invalid';
    },
  });

  await app.listen({ port: settings.port, host: settings.host });
  const { port } = app.server.address() as AddressInfo;
  const atHome = isLoopbackHost(settings.host);
  origin ||= `http://${atHome ? settings.host.replace(/^.*:.*$/, '[$&]') : 'localhost'}:${port}`;
  own = [...new Set([origin, ...(atHome ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`] : [])])];
  log.info({ port }, 'listening');

  return {
    url: origin,
    port,
    sdkKey: account.sdkKey,
    async stop() {
      await sessions.stop();
      await sockets.stop();
      await app.close();
      await store.stop();
      log.info('stopped');
    },
  };
}
