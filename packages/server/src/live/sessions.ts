import { CloseCode, type ErrorId } from '@sightline/protocol';
import { createSessionAssets, type SessionAssets } from '../assets/session-assets.js';
import type { PublicStore } from '../assets/public-store.js';
import { drawPin } from '../access/pin.js';
import { drawKey, hashKey } from '../session/key.js';
import { openSession } from '../session/open.js';
import { restoreSession } from '../session/record.js';
import type { LiveSession as LiveState, Role, SessionRules, SessionState } from '../session/state.js';
import type { Account } from '../store/account.js';
import type { Store } from '../store/store.js';
import { type LiveSession, runLiveSession } from './live-session.js';

export interface SessionsOptions {
  store: Store;
  publicStore: PublicStore;
  rules: Omit<SessionRules, 'policy'>;
  account(id: string): Promise<Account | undefined>;
  now(): number;
  fault(error: unknown): void;
}

export interface OpenRequest {
  account: Account;
  role: Role;
  userId: string;
  userName: string;
  /** Upper case; absent: the service draws one. */
  customPin: string | undefined;
}

export type OpenResult = { ok: true; sessionId: string; key: string; pinCode: string } | { ok: false; error: ErrorId };

/** Every live session of this process. */
export interface Sessions {
  /** Throws where the store fails. */
  open(request: OpenRequest): Promise<OpenResult>;
  get(id: string): LiveSession | undefined;
  /** The session a PIN belongs to now. */
  byPin(sdkKey: string, pin: string): Promise<LiveSession | undefined>;
  assets(assetKey: string): SessionAssets | undefined;
  /** Takes up what a process before this one left. */
  restore(): Promise<void>;
  readonly size: number;
  stop(): Promise<void>;
}

const DRAWS = 40;

export function createSessions(options: SessionsOptions): Sessions {
  const { store, now } = options;
  const live = new Map<string, LiveSession>();
  const assetsByKey = new Map<string, SessionAssets>();

  async function claimPin(sdkKey: string, sessionId: string): Promise<string> {
    for (let draw = 0; draw < DRAWS; draw++) {
      const code = drawPin();
      if (await store.claimPin(sdkKey, code, sessionId)) return code;
    }
    throw new Error('no PIN is free');
  }

  function run(state: LiveState, account: Account): LiveSession {
    const assets = createSessionAssets({ store: options.publicStore });
    const policy = { maskCssSelectors: account.maskCssSelectors, maskHTMLAttributes: account.maskAttributes, keepQuery: [] };
    const session = runLiveSession({
      state,
      rules: { ...options.rules, policy },
      store,
      assets,
      now,
      claimPin: () => claimPin(state.sdkKey, state.id),
      ended,
      fault: options.fault,
    });
    live.set(state.id, session);
    assetsByKey.set(state.assetKey, assets);
    return session;

    function ended(end: SessionState): void {
      live.delete(state.id);
      assetsByKey.delete(state.assetKey);
      if (end.phase !== 'ended' || end.watchedAt === undefined) return;
      store.addTrialMinutes(end.accountId, Math.ceil((end.endedAt - end.watchedAt) / 60_000)).catch(options.fault);
    }
  }

  return {
    async open({ account, role, userId, userName, customPin }) {
      const id = drawKey();
      const key = drawKey();
      if (customPin !== undefined && !(await store.claimPin(account.sdkKey, customPin, id)))
        return { ok: false, error: '1010:pin_conflict' };
      const code = customPin ?? (await claimPin(account.sdkKey, id));
      const state = openSession(
        {
          id,
          accountId: account.id,
          sdkKey: account.sdkKey,
          assetKey: drawKey(),
          pin: { code, custom: customPin !== undefined },
          opener: { role, userId, userName, keyHash: hashKey(key) },
          now: now(),
        },
        options.rules.reserveMs,
      );
      const session = run(state, account);
      try {
        await session.save();
      } catch (error) {
        live.delete(id);
        assetsByKey.delete(state.assetKey);
        await session.stop(CloseCode.Restarting);
        await store.releasePin(account.sdkKey, code).catch(options.fault);
        throw error;
      }
      return { ok: true, sessionId: id, key, pinCode: code };
    },
    get: (id) => live.get(id),
    async byPin(sdkKey, pin) {
      const id = await store.findPin(sdkKey, pin);
      return id === undefined ? undefined : live.get(id);
    },
    assets: (assetKey) => assetsByKey.get(assetKey),
    async restore() {
      for (const record of await store.liveSessions()) {
        const state = restoreSession(record, now());
        const account = await options.account(record.accountId);
        if (state && account) run(state, account);
      }
    },
    get size() {
      return live.size;
    },
    async stop() {
      await Promise.all([...live.values()].map((session) => session.stop(CloseCode.Restarting)));
      live.clear();
      assetsByKey.clear();
    },
  };
}
