import { CloseCode, type ErrorDetail, type ErrorId } from '@sightline/protocol';
import type { Asset } from '../assets/asset.js';
import { createSessionAssets } from '../assets/session-assets.js';
import type { TimeSlices } from '../assets/time-slices.js';
import type { PublicStore } from '../assets/public-store.js';
import { drawPin, type PinResult } from '../access/pin.js';
import type { SessionObserver } from '../observe/observe-sessions.js';
import { drawKey, hashKey } from '../session/key.js';
import { openSession } from '../session/open.js';
import { recordOf, restoreSession } from '../session/record.js';
import { saveOf } from '../session/save-of.js';
import type { AccountRules, LiveSession as LiveState, Role, SessionRules, SessionState } from '../session/state.js';
import type { Account } from '../store/account.js';
import type { Store } from '../store/store.js';
import { accountRules } from './account-rules.js';
import { createKeeper } from './keeper.js';
import { type LiveSession, runLiveSession } from './live-session.js';
import type { MemoryBudget } from './memory-budget.js';
import type { Opener, SessionLimits } from './session-limits.js';
import { createTrialMeter } from './trial-meter.js';
import { watchAccounts } from './watch-accounts.js';

export interface SessionsOptions {
  store: Store;
  publicStore: PublicStore;
  memory: MemoryBudget;
  limits: SessionLimits;
  /** For long work on what peers send. */
  slices: TimeSlices;
  rules: Omit<SessionRules, keyof AccountRules>;
  account(id: string): Promise<Account | undefined>;
  now(): number;
  /** A session was kept: something of it may be in the outbox. */
  kept?(): void;
  fault(error: unknown): void;
  observe?: SessionObserver;
}

export interface OpenRequest {
  account: Account;
  role: Role;
  userId: string;
  userName: string;
  address: string;
  /** A custom PIN as its form was found; absent: the service draws one. */
  pin: PinResult | undefined;
  /** The same for every try of one call. */
  requestId: string | undefined;
}

export type OpenResult =
  | { ok: true; sessionId: string; key: string; pinCode: string }
  | { ok: false; error: ErrorId; detail?: ErrorDetail };

/** Every live session of this process. */
export interface Sessions {
  /** Opens a session, or gives the one an earlier try of this request opened. Throws where the store fails. */
  open(request: OpenRequest): Promise<OpenResult>;
  get(id: string): LiveSession | undefined;
  /** The session a PIN belongs to now. */
  byPin(sdkKey: string, pin: string): Promise<LiveSession | undefined>;
  /** What an asset is to the page that has this path: at most `waitMs` later; nothing where it may not see it now. */
  asset(assetKey: string, n: number, waitMs: number): Promise<Asset | undefined>;
  /** Takes up what a process before this one left. */
  restore(): Promise<void>;
  readonly size: number;
  /** Seats whose holder is connected, by role. */
  connected(): Record<Role, number>;
  stop(): Promise<void>;
}

const DRAWS = 40;
const KEEP_AGAIN_MS = 1_000;
/** When whoever found no place for a session may ask again. */
const AGAIN_AFTER_MS = 10_000;
/** Milliseconds each live session adds to the time over which clients return after a loss: 500 sessions a second. */
const SPREAD_MS = 2;
/** A change of an account holds in its sessions at most this much later, and what looking takes. */
const LOOK_MS = 2_000;

/** The opener's seat is the first; who left it for good is not known any more. */
const openerOf = ({ sdkKey, openedBy: role, seats }: LiveState): Opener => ({
  sdkKey,
  role,
  userId: seats.find(({ number }) => number === 1)?.userId,
});

const assetKeysOf = (state: SessionState): string[] =>
  state.phase === 'live' ? state.seats.flatMap(({ assetKey }) => assetKey ?? []) : [];

export function createSessions(options: SessionsOptions): Sessions {
  const { store, now } = options;
  const live = new Map<string, LiveSession>();
  /** Sessions by the asset paths of those who are in them. */
  const byAssetKey = new Map<string, LiveSession>();
  const meters = new Set<{ stop(): void }>();
  const keeper = createKeeper({ store, againMs: KEEP_AGAIN_MS });
  const accounts = watchAccounts({ store, everyMs: LOOK_MS, fault: options.fault });
  /** Sessions by the request that opened them, and requests at work. */
  const byRequest = new Map<string, string>();
  const opening = new Map<string, Promise<OpenResult>>();

  async function claimPin(sdkKey: string, sessionId: string): Promise<string> {
    for (let draw = 0; draw < DRAWS; draw++) {
      const code = drawPin();
      if (await store.claimPin(sdkKey, code, sessionId)) return code;
    }
    throw new Error('no PIN is free');
  }

  /** `leave` gives its place in the limits back. */
  function run(state: LiveState, account: Account, leave: () => void): LiveSession {
    const meter =
      account.plan.kind === 'trial'
        ? createTrialMeter({
            charge: (minutes) => store.chargeMinutes({ accountId: account.id, sessionId: state.id, minutes }),
            usedUp: () => session.expire(),
            now,
            fault: options.fault,
          })
        : undefined;
    if (meter) meters.add(meter);
    let assetKeys: string[] = [];
    const session = runLiveSession({
      state,
      rules: { ...options.rules, ...accountRules(account) },
      store,
      assets: (share) => createSessionAssets({ store: options.publicStore, share, slices: options.slices }),
      memory: options.memory,
      now,
      spreadMs: () => Math.min(SPREAD_MS * live.size, options.rules.reconnectWindowMs / 4),
      claimPin: () => claimPin(state.sdkKey, state.id),
      keep: (state, gone) => keeper.keep(saveOf(state, gone, now())).then(() => options.kept?.()),
      changed(state) {
        if (state.watchedAt !== undefined) meter?.from(state.watchedAt);
        follow(state);
      },
      ended,
      fault: options.fault,
    });
    const watch = accounts.follow({
      accountId: account.id,
      version: account.version,
      changed: (next) => (next && !next.disabled ? session.account(accountRules(next)) : session.expire()),
    });
    follow(state);
    live.set(state.id, session);
    if (state.request !== undefined) byRequest.set(state.request, state.id);
    if (state.watchedAt !== undefined) meter?.from(state.watchedAt);
    return session;

    function follow(now: SessionState): void {
      for (const key of assetKeys) byAssetKey.delete(key);
      assetKeys = assetKeysOf(now);
      for (const key of assetKeys) byAssetKey.set(key, session);
    }

    function ended(end: SessionState): void {
      options.observe?.ended(end);
      live.delete(state.id);
      watch.stop();
      leave();
      if (state.request !== undefined) byRequest.delete(state.request);
      if (meter && end.phase === 'ended') void meter.end(end.endedAt).then(() => meters.delete(meter));
    }
  }

  /** What a request made before, if it is this one's first try: the seat again, under a new key. */
  async function again(request: OpenRequest, id: string): Promise<OpenResult | undefined> {
    const session = live.get(id);
    if (session?.state.phase !== 'live') return undefined;
    const { role, userId, userName, address } = request;
    const { pin, seats } = session.state;
    // A client that has entered has had its answer: this is no try of its again.
    if (seats.find((seat) => seat.role === role && seat.userId === userId)?.presence.at !== 'reserved')
      return { ok: false, error: '1004:already_active' };
    const key = drawKey();
    const seat = await session.reserve({ role, userId, userName, address, key });
    if (seat.ok) return { ok: true, sessionId: id, key, pinCode: pin.code };
    if (seat.error === 'store') throw new Error('the seat could not be kept');
    return { ok: false, error: seat.error };
  }

  async function openNew(request: OpenRequest, repeatable: string | undefined): Promise<OpenResult> {
    const { account, role, userId } = request;
    const place = options.memory.full ? undefined : options.limits.take({ sdkKey: account.sdkKey, role, userId });
    if (!place) return { ok: false, error: '9999:rate_limited', detail: { retryAfterMs: AGAIN_AFTER_MS } };
    let opened = false;
    try {
      const result = await openIn(request, repeatable, place);
      opened = result.ok;
      return result;
    } finally {
      if (!opened) place();
    }
  }

  async function openIn(request: OpenRequest, repeatable: string | undefined, place: () => void): Promise<OpenResult> {
    const { account, role, userId, userName, address, pin } = request;
    if (account.plan.kind === 'trial') {
      // Not from the accounts kept in memory: the minutes may have run out a moment ago.
      const plan = (await options.account(account.id))?.plan;
      if (plan?.kind === 'trial' && plan.used >= plan.minutes) return { ok: false, error: '1001:no_credits' };
    }
    if (pin && !pin.ok) return pin;
    const key = drawKey();
    const opening = {
      id: drawKey(),
      accountId: account.id,
      sdkKey: account.sdkKey,
      opener: { role, userId, userName, address, keyHash: hashKey(key) },
      request: repeatable,
      now: now(),
    };
    for (let draw = 0; draw < (pin ? 1 : DRAWS); draw++) {
      const code = pin?.pin ?? drawPin();
      const state = openSession({ ...opening, pin: { code, custom: pin !== undefined } }, options.rules.reserveMs);
      if (!(await store.openSession(recordOf(state)))) continue;
      run(state, account, place);
      options.observe?.opened(state);
      return { ok: true, sessionId: state.id, key, pinCode: code };
    }
    if (pin) return { ok: false, error: '1010:pin_conflict' };
    throw new Error('no PIN is free');
  }

  return {
    async open(request) {
      const { account, role, userId, requestId } = request;
      if (requestId === undefined) return openNew(request, undefined);
      const hash = hashKey([account.id, role, userId, requestId].join('\n'));
      // The first try may still be at work: what it makes is the answer.
      await opening.get(hash)?.catch(() => {});
      const id = byRequest.get(hash);
      const before = id === undefined ? undefined : await again(request, id);
      if (before) return before;
      const work = openNew(request, hash);
      opening.set(hash, work);
      try {
        return await work;
      } finally {
        if (opening.get(hash) === work) opening.delete(hash);
      }
    },
    get: (id) => live.get(id),
    async byPin(sdkKey, pin) {
      const id = await store.findPin(sdkKey, pin);
      const session = id === undefined ? undefined : live.get(id);
      // A replaced PIN is dead at once, even where the store could not give it up yet.
      return session?.state.phase === 'live' && session.state.pin.code === pin ? session : undefined;
    },
    asset: async (assetKey, n, waitMs) => byAssetKey.get(assetKey)?.asset(assetKey, n, waitMs),
    async restore() {
      for (const record of await store.liveSessions()) {
        // Outside: accounts that cannot be read now are no fault of the record.
        const account = await options.account(record.accountId);
        try {
          const state = restoreSession(record, now());
          if (!state || !account) throw new Error('a session cannot be taken up: its record is of no live session, or its account is gone');
          const session = run(state, account, options.limits.add(openerOf(state)));
          if (account.disabled) session.expire();
        } catch (error) {
          options.fault(error);
          // Nobody can enter it any more, so its PIN must not stay taken.
          await keeper
            .keep({ record: { ...record, endedAt: now() }, present: [], at: now(), ending: { reason: 'error' } })
            .catch(options.fault);
        }
      }
    },
    get size() {
      return live.size;
    },
    connected() {
      const count = { customer: 0, agent: 0 };
      for (const { state } of live.values())
        if (state.phase === 'live') for (const { role, presence } of state.seats) if (presence.at === 'connected') count[role]++;
      return count;
    },
    async stop() {
      accounts.stop();
      await Promise.all([...live.values()].map((session) => session.stop(CloseCode.Restarting)));
      for (const meter of meters) meter.stop();
      await keeper.stop();
      live.clear();
      byRequest.clear();
      byAssetKey.clear();
    },
  };
}
