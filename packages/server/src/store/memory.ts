import type { Account } from './account.js';
import type { JoinRecord, SessionRecord, SessionSave } from './session-store.js';
import type { Store } from './store.js';

/** A store that ends with its process. */
export function memoryStore(): Store {
  const accounts = new Map<string, Account>();
  /** Trial minutes used; an account that is unlimited for a while keeps them. */
  const used = new Map<string, number>();
  const pins = new Map<string, string>();
  const sessions = new Map<string, SessionRecord>();
  const joins = new Map<string, JoinRecord[]>();
  const charged = new Map<string, number>();
  const pinId = (sdkKey: string, pin: string): string => `${sdkKey}\n${pin}`;
  const copy = <T>(value: T | undefined): T | undefined => (value === undefined ? undefined : structuredClone(value));
  const releaseAll = (sessionId: string): void => {
    for (const [id, holder] of pins) if (holder === sessionId) pins.delete(id);
  };

  function claim(sdkKey: string, pin: string, sessionId: string): boolean {
    const id = pinId(sdkKey, pin);
    if (pins.has(id)) return false;
    pins.set(id, sessionId);
    return true;
  }

  function keepJoins({ record, present, at }: SessionSave): void {
    const rows = joins.get(record.id) ?? [];
    const here = record.endedAt === undefined ? present : [];
    for (const row of rows)
      if (row.leftAt === undefined && !here.some((one) => one.connectionId === row.connectionId)) row.leftAt = record.endedAt ?? at;
    for (const one of here)
      if (!rows.some((row) => row.connectionId === one.connectionId))
        rows.push({ ...one, sessionId: record.id, joinedAt: at, leftAt: undefined });
    joins.set(record.id, rows);
  }

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
      if (next.plan.kind === 'trial') next.plan.used = used.get(account.id) ?? 0;
      accounts.set(account.id, next);
    },
    async removeAccount(id) {
      accounts.delete(id);
      used.delete(id);
    },
    async chargeMinutes({ accountId, sessionId, minutes }) {
      const plan = accounts.get(accountId)?.plan;
      if (plan?.kind !== 'trial') return true;
      const before = charged.get(sessionId) ?? 0;
      const due = Math.max(0, minutes - before);
      const paid = Math.min(due, Math.max(0, plan.minutes - plan.used));
      plan.used += paid;
      used.set(accountId, plan.used);
      charged.set(sessionId, before + paid);
      return paid === due;
    },
    async openSession(record) {
      if (!claim(record.sdkKey, record.pin, record.id)) return false;
      sessions.set(record.id, structuredClone(record));
      return true;
    },
    claimPin: async (sdkKey, pin, sessionId) => claim(sdkKey, pin, sessionId),
    async findPin(sdkKey, pin) {
      return pins.get(pinId(sdkKey, pin));
    },
    async releasePin(sdkKey, pin) {
      pins.delete(pinId(sdkKey, pin));
    },
    async saveSession(save) {
      const { record } = save;
      sessions.set(record.id, structuredClone(record));
      keepJoins(save);
      if (record.endedAt !== undefined) releaseAll(record.id);
    },
    async session(id) {
      return copy(sessions.get(id));
    },
    async joins(sessionId) {
      return structuredClone(joins.get(sessionId) ?? []);
    },
    async liveSessions() {
      const live = [...sessions.values()].filter((record) => record.endedAt === undefined);
      const ids = new Set(live.map((record) => record.id));
      for (const [id, holder] of pins) if (!ids.has(holder)) pins.delete(id);
      return structuredClone(live);
    },
    async deleteEnded(before, atMost) {
      const old = [...sessions.values()].filter(({ endedAt }) => endedAt !== undefined && endedAt < before).slice(0, atMost);
      for (const { id } of old) for (const table of [sessions, joins, charged]) table.delete(id);
      return old.length;
    },
    async ready() {},
    async stop() {},
  };
}
