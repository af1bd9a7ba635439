import type { AddressInfo } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIMITS } from '@sightline/protocol';
import { type Logger, pino } from 'pino';
import { ADMIN_PARTS } from './admin/admin-parts.js';
import { demoToken, demoTokenFile } from './admin/demo-token.js';
import { ADMIN_PREFIX, serveAdmin } from './admin/serve-admin.js';
import { createAccounts } from './access/accounts.js';
import { createJoinGuard } from './access/join-guard.js';
import { createOriginCheck } from './access/origin.js';
import { originFault } from './access/origin-fault.js';
import { createFailRates, createRates } from './access/rates.js';
import { isLoopbackHost } from './access/site.js';
import { sdkSupported } from './access/version.js';
import { fetchPublic } from './assets/fetch-public.js';
import { createPublicStore } from './assets/public-store.js';
import { createTimeSlices } from './assets/time-slices.js';
import { createApp } from './http/app.js';
import { boundConnections } from './http/bound-connections.js';
import { closeApp } from './http/close-app.js';
import { assetEndpoint } from './http/asset.js';
import { demoEndpoints } from './http/demo.js';
import { deskEndpoints } from './http/desk.js';
import { openFolder } from './http/files.js';
import { healthEndpoints } from './http/health.js';
import { lostUpgrade } from './http/lost-upgrade.js';
import { refuseDraining } from './http/refuse-draining.js';
import { keepScripts } from './http/kept-scripts.js';
import { openScripts } from './http/scripts.js';
import { sdkEndpoints } from './http/sdk-endpoints.js';
import { sdkScripts } from './http/sdk-scripts.js';
import { trustCheck } from './http/trust.js';
import { createMemoryBudget } from './live/memory-budget.js';
import { limitSessions } from './live/session-limits.js';
import { createSessions } from './live/sessions.js';
import { collectWhenIdle } from './observe/collect-when-idle.js';
import { errorFields } from './observe/error-fields.js';
import { logDestination } from './observe/log-destination.js';
import { createMetrics } from './observe/metrics.js';
import { observeCallers } from './observe/observe-callers.js';
import { observeSessions } from './observe/observe-sessions.js';
import { observeStore } from './observe/observe-store.js';
import { watchStorage } from './observe/watch-storage.js';
import { fileSealing, passingSealing } from './secrets/open-sealing.js';
import { createSealing, type Sealing } from './secrets/sealing.js';
import { createPageTokens } from './rest/page-tokens.js';
import { restEndpoints } from './rest/rest-endpoints.js';
import { seedAccount, unusedAccount } from './seed-account.js';
import { hashKey } from './session/key.js';
import { endedMessage, givenUp } from './session/record.js';
import { seatOfKey, wasRemoved, wasSuperseded } from './session/state.js';
import type { Settings } from './settings.js';
import { acceptSockets } from './socket/accept.js';
import type { Account } from './store/account.js';
import { forgetOld } from './store/forget-old.js';
import { databaseFile, databasePlace, dataFolder, openStore } from './store/open-store.js';
import { storageFault } from './store/storage-fault.js';
import { webhookPart } from './webhooks/webhook-endpoints.js';
import { startWebhooks } from './webhooks/start-webhooks.js';

export interface RunningServer {
  /** Origin the service is reached under. */
  url: string;
  port: number;
  /** The file with the token of a demo's admin API. */
  adminTokenFile: string | undefined;
  /** The SDK key of the account the settings seeded; none where accounts are made by the admin API only. */
  sdkKey: string | undefined;
  /** Nobody new, clients told when to come back, sessions kept, everything closed: takes a few seconds at most. */
  stop(): Promise<void>;
}

/** Times of a session that are not settings (surface §9, §10; errors §3). */
const FIXED = { reserveMs: 60_000, oldKeyMs: 10_000, pingMs: 5_000, coverMs: 2_000, aliveMs: 10_000 };
/** Milliseconds of long work at a time; what else the service does waits as long at most. */
const SLICE_MS = 5;
/** With what live sessions take to hear of a change (`live/sessions.ts`) it holds within 5 s for one begun by what was kept, too. */
const ACCOUNT_KEEP_MS = 2_000;
const CONNECTIONS = { total: 20_000, perAddress: 1_000, plain: 10_000 };
/** What is asked while the service goes down is answered at once; only what waits for others is still open then. */
const REQUEST_GRACE_MS = 1_000;
const LOG_WAITING_BYTES = 1024 * 1024;
const LOG_FLUSH_MS = 500;
const COLLECT_MS = 5_000;

const folder = (path: string) => openFolder(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));

/** Of a container what it may use, where it has a limit. */
const halfOfMemory = (): number => Math.floor(Math.min(process.constrainedMemory() || totalmem(), totalmem()) / 2);

/** With Postgres the settings see to it that keys are given. */
function sealingOf({ secretsKeys }: Settings, file: string | undefined): Sealing {
  if (secretsKeys.length > 0) return createSealing(secretsKeys);
  return file === undefined ? passingSealing() : fileSealing(file);
}

/** Starts everything on one port and takes up the sessions the store holds. */
export async function startServer(settings: Settings, given: { log?: Logger; openStore?: typeof openStore } = {}): Promise<RunningServer> {
  const output = logDestination(process.stdout, LOG_WAITING_BYTES);
  const log = given.log ?? pino({ level: settings.logLevel, base: null }, output);
  const now = Date.now;
  const fault = (error: unknown): void => log.error({ err: errorFields(error) }, 'fault');
  const metrics = createMetrics();
  const { databaseUrl } = settings;
  const place = databasePlace(databaseUrl);
  const sealing = sealingOf(settings, databaseFile(databaseUrl));
  const counts = (read: () => Record<'open' | 'idle' | 'waiting', number>): void =>
    metrics.gauges('database_connections', 'Connections to the database, and calls that wait for one', 'of', read);
  const opened = observeStore(await (given.openStore ?? openStore)(databaseUrl, { sealing, log, counts }), metrics);
  const store = place === undefined ? opened : watchStorage(opened, { place, log });
  let draining = false;
  const account = await seedAccount(store, settings, now());
  const unused = unusedAccount(settings);
  const accounts = createAccounts({ store, now, keepMs: ACCOUNT_KEEP_MS, fault, unused });

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
    waiting: 2_000,
  });

  const { waitForCustomerMs, reconnectWindowMs, pinTtlMs, sessionMaxMs } = settings;
  const collector = collectWhenIdle(COLLECT_MS);
  const memory = createMemoryBudget({ total: settings.memoryBytes ?? halfOfMemory(), now, freed: collector.freed });
  const webhooks = await startWebhooks({
    store,
    environment: account && { accountId: account.id, url: settings.webhook?.url, secrets: settings.webhook?.secrets ?? [] },
    demo: settings.demo,
    privateHosts: settings.webhookPrivateHosts,
    log,
    metrics,
    now,
    fault,
  });
  const sessions = createSessions({
    store,
    publicStore,
    memory,
    limits: limitSessions({ perUser: settings.sessionsPerUser, perKey: settings.sessionsPerKey }),
    slices: createTimeSlices({ sliceMs: SLICE_MS, now: () => performance.now() }),
    rules: { ...FIXED, waitForCustomerMs, reconnectWindowMs, pinTtlMs, sessionMaxMs },
    account: async (id) => (id === unused ? undefined : store.accountById(id)),
    now,
    kept: webhooks.wake,
    fault,
    observe: observeSessions(log, metrics),
  });
  await sessions.restore();
  const old = forgetOld({ store, now, fault });

  const trusted = trustCheck(settings.trustProxy);
  const app = createApp({ log, metrics, trusted });
  // This machine speaks for many: a proxy here that nobody told us about, a load test.
  const exempt = (address: string): boolean => trusted(address, 0) || isLoopbackHost(address.replace('::ffff:', ''));
  boundConnections(app.server, { ...CONNECTIONS, exempt });
  const supported = (version: string | undefined): boolean => sdkSupported(version, settings.minSdkVersion);
  const rates = createRates({ requests: settings.rateRequests });
  const joins = createJoinGuard({ free: settings.rateJoinFails, now });
  const { reachable, metricsToken } = settings;
  const why = (error: unknown): string | undefined => storageFault(error, place ?? '')?.cause;
  healthEndpoints(app, { metrics, ready: store.ready, why, draining: () => draining, reachable, metricsToken });
  lostUpgrade(app, { log, now });
  assetEndpoint(app, { asset: sessions.asset, own: () => own });
  const bySdkKey = accounts.bySdkKey;
  const frameSites = settings.allowedAgentSites;
  app.register(async (scope) => {
    refuseDraining(scope, () => draining);
    const proved = observeCallers(log, settings.publicUrl);
    const used = (account: Account, secret: string): void => accounts.used('sdk', account, secret);
    const developed = settings.developerMode && !settings.given.has('DEVELOPER_MODE');
    const checks = { account: bySdkKey, developed, used, originAllowed, sdkSupported: supported, proved };
    sdkEndpoints(scope, { sessions, rates, joins, ...checks, origin: () => origin, frameSites, now });
  });
  restEndpoints(app, {
    store,
    tokens: createPageTokens({ key: sealing.deriveKey('sightline page tokens'), now }),
    account: accounts.byApiKey,
    used: (who, secret) => accounts.used('api', who, secret),
    rates: createRates({ requests: settings.rateRest }),
    wrong: createFailRates({ failures: settings.rateRequests }),
    dataCenter: settings.dataCenter,
    log,
    now,
  });
  const data = dataFolder(databaseUrl);
  const ownToken = settings.demo && settings.adminToken === undefined && data !== undefined;
  const adminTokenFile = ownToken ? demoTokenFile(data) : undefined;
  const adminToken = adminTokenFile === undefined ? settings.adminToken : demoToken(adminTokenFile);
  if (adminToken !== undefined) {
    const endSession = (id: string): boolean => {
      const session = sessions.get(id);
      session?.expire();
      return session !== undefined;
    };
    const context = { store, now, endSession, changed: accounts.forget };
    app.register(async (scope) => serveAdmin(scope, { token: adminToken, context, parts: [...ADMIN_PARTS, webhookPart(webhooks)], log }), {
      prefix: ADMIN_PREFIX,
    });
  }
  const { keepScriptsMs: keepMs } = settings;
  const kept = data !== undefined && keepMs !== undefined ? keepScripts({ path: join(data, 'scripts'), keepMs, now, log }) : undefined;
  const scripts = openScripts(folder('packages/sdk/dist/web'), kept);
  app.register(async (scope) => sdkScripts(scope, scripts));
  app.register(async (scope) =>
    deskEndpoints(scope, { folder: folder('apps/desk/dist'), own: () => own, frameSites, demo: settings.demo, account: bySdkKey }),
  );
  if (settings.demo && account) {
    const { sdkKey } = account;
    const current = async (): Promise<Account> => (await bySdkKey(sdkKey)) ?? account;
    app.register(async (scope) => demoEndpoints(scope, { folder: folder('apps/demo/site'), sdkKey, account: current, now, log }));
  }

  const sockets = acceptSockets({
    server: app.server,
    now,
    pingMs: FIXED.pingMs,
    trusted,
    log,
    metrics,
    session: sessions.get,
    sdkSupported: supported,
    fault,
    async ended({ sessionId, key }) {
      const record = await store.session(sessionId);
      return record && (givenUp(record) ? '9999:session_error_retry' : endedMessage(record, hashKey(key)));
    },
    async admit(hello, session, from) {
      const { state } = session;
      const seat = state.phase === 'live' ? seatOfKey(state, hashKey(hello.key), now()) : undefined;
      // One whom the customer sent away, or whose call was followed by another of his, is told so by the session.
      const known = state.phase === 'live' && (wasRemoved(state, hashKey(hello.key)) || wasSuperseded(state, hashKey(hello.key)));
      if (!seat) return known ? undefined : '1011:session_gone';
      const holder = await bySdkKey(state.sdkKey);
      if (holder && originAllowed(from, holder, seat.role)) return undefined;
      log.info({ why: originFault(from, seat.role) }, 'origin refused');
      return '1011:site_invalid';
    },
  });

  metrics.gauge('sessions_live', 'Live sessions', () => sessions.size);
  metrics.gauges('connected', 'Seats whose holder is connected', 'role', sessions.connected);
  metrics.gauges('kept_bytes', 'What assets, frame logs and drawings of all sessions fill, and may', 'of', () => ({
    used: memory.used,
    budget: memory.total,
  }));
  metrics.gauge('sockets', 'Open sockets, those that have not entered a session included', () => sockets.size);
  metrics.gauges('outbox_bytes', 'Bytes waiting for readers', 'of', () => {
    const { all, most } = sockets.queued();
    return { all, slowest: most };
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
    sdkKey: account?.sdkKey,
    adminTokenFile,
    async stop() {
      draining = true;
      log.info({ sessions: sessions.size, sockets: sockets.size }, 'draining');
      sockets.drain(reconnectWindowMs / 4);
      await sessions.stop();
      await sockets.stop();
      await closeApp(app, REQUEST_GRACE_MS);
      await webhooks.stop();
      await old.stop();
      await accounts.stop();
      await store.stop();
      metrics.stop();
      collector.stop();
      log.info('stopped');
      await output.flushed(LOG_FLUSH_MS);
    },
  };
}
