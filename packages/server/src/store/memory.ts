import type { Account } from './account.js';
import type { SessionRecord, Store } from './store.js';

/** A store that ends with its process. */
export function memoryStore(): Store {
  const accounts = new Map<string, Account>();
  const pins = new Map<string, string>();
  const sessions = new Map<string, SessionRecord>();
  const pinId = (sdkKey: string, pin: string): string => `${sdkKey}\n${pin}`;
  const copy = <T>(value: T | undefined): T | undefined => (value === undefined ? undefined : structuredClone(value));
  const releaseAll = (sessionId: string): void => {
    for (const [id, holder] of pins) if (holder === sessionId) pins.delete(id);
  };
  return {
    async account(sdkKey) {
      for (const account of accounts.values()) if (account.sdkKey === sdkKey) return copy(account);
      return undefined;
    },
    async accountById(id) {
      return copy(accounts.get(id));
    },
    async putAccount(account) {
      const next = structuredClone(account);
      const before = accounts.get(account.id)?.plan;
      if (next.plan.kind === 'trial') next.plan.used = before?.kind === 'trial' ? before.used : 0;
      accounts.set(account.id, next);
    },
    async removeAccount(id) {
      accounts.delete(id);
    },
    async addTrialMinutes(accountId, minutes) {
      const plan = accounts.get(accountId)?.plan;
      if (plan?.kind === 'trial') plan.used += minutes;
    },
    async claimPin(sdkKey, pin, sessionId) {
      const id = pinId(sdkKey, pin);
      if (pins.has(id)) return false;
      pins.set(id, sessionId);
      return true;
    },
    async findPin(sdkKey, pin) {
      return pins.get(pinId(sdkKey, pin));
    },
    async releasePin(sdkKey, pin) {
      pins.delete(pinId(sdkKey, pin));
    },
    async saveSession(record) {
      sessions.set(record.id, structuredClone(record));
      if (record.endedAt !== undefined) releaseAll(record.id);
    },
    async session(id) {
      return copy(sessions.get(id));
    },
    async liveSessions() {
      const live = [...sessions.values()].filter((record) => record.endedAt === undefined);
      const ids = new Set(live.map((record) => record.id));
      for (const [id, holder] of pins) if (!ids.has(holder)) pins.delete(id);
      return structuredClone(live);
    },
    async ready() {},
    async stop() {},
  };
}
