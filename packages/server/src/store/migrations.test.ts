import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreSession } from '../session/record.js';
import { sqliteStore } from './sqlite.js';

let file: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-migrate-'));
  file = join(folder, 'old.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file as the first schema left it: its statements as SQLite kept them, and rows as its version wrote them. */
const FIRST = `
  create table "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
  create table "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
  create table "accounts" ("id" text primary key, "sdk_key" text not null unique, "sdk_secrets" text not null, "api_key" text not null,
    "api_secret" text not null, "disabled" integer not null, "allowed_sites" text not null, "allowed_agent_sites" text not null,
    "trial_minutes" integer, "trial_used" integer not null, "mask_css_selectors" text not null, "mask_attributes" text not null);
  create table "pins" ("sdk_key" text not null, "pin" text not null, "session_id" text not null,
    constraint "pins_one_holder" primary key ("sdk_key", "pin"));
  create index "pins_by_session" on "pins" ("session_id");
  create table "sessions" ("id" text primary key, "account_id" text not null, "sdk_key" text not null, "started_at" bigint not null,
    "ended_at" bigint, "state" text not null);
  create index "sessions_by_end" on "sessions" ("ended_at");
  insert into kysely_migration values ('001_accounts_sessions_pins', '2026-11-01T00:00:00.000Z');
  insert into kysely_migration_lock values ('migration_lock', 0);
  insert into accounts values ('environment', 'key', '["one","two"]', 'api', 'api secret', 0, '["https://a.example"]', '[]', 60, 7, '.x', 'y');
  insert into pins values ('key', '123456', 'live');
`;

const LIVE = {
  phase: 'live',
  id: 'live',
  accountId: 'environment',
  sdkKey: 'key',
  openedBy: 'customer',
  startedAt: 1_000,
  pin: { code: '123456', fixed: true, since: 1_000 },
  paused: false,
  seats: [
    {
      number: 1,
      role: 'customer',
      userId: 'cleo',
      userName: 'Cleo',
      keys: { current: 'hash', previous: { hash: 'older', until: 2_000 } },
      joined: true,
      presence: { at: 'connected', connection: 4 },
    },
  ],
  nextSeat: 2,
  watchedAt: 1_500,
  lastStream: 3,
  assetKey: 'assets',
};
const ENDED = { phase: 'ended', id: 'over', pinCode: 'SHOP', endedAt: 900, reason: 'all_left', keys: ['k'] };

function writeFirst(): void {
  const old = new DatabaseSync(file);
  old.exec(FIRST);
  const add = old.prepare('insert into sessions values (?, ?, ?, ?, ?, ?)');
  add.run('live', 'environment', 'key', 1_000, null, JSON.stringify(LIVE));
  add.run('over', 'environment', 'key', 500, 900, JSON.stringify(ENDED));
  old.close();
}

test('D12 a file of the first schema is brought up to date: nothing in it is lost, and what is new works', async () => {
  writeFirst();
  const store = await sqliteStore(file);
  expect(await store.account('key')).toMatchObject({
    sdkSecrets: ['one', 'two'],
    allowedSites: [{ kind: 'origin', origin: 'https://a.example' }],
    plan: { kind: 'trial', minutes: 60, used: 7 },
    maskData: true,
    remoteAssist: true,
    annotation: true,
    confirmSubmits: true,
    version: 1,
    multiTab: true,
    loadAssetsDirectly: false,
    retention: { sessionDays: 184, deliveryDays: 30 },
    apiKey: 'api',
    apiSecrets: ['api secret'],
  });
  const [record] = await store.liveSessions();
  expect(record).toMatchObject({ id: 'live', pin: '123456', startedAt: 1_000, endedAt: undefined, policyHashes: [] });
  expect(await store.session('over')).toMatchObject({ pin: 'SHOP', endedAt: 900 });
  expect(await store.findPin('key', '123456')).toBe('live');
  const state = restoreSession(record!, 5_000);
  expect(state?.seats).toMatchObject([
    { userId: 'cleo', color: 0, keys: { current: 'hash', old: [] }, presence: { at: 'lost', since: 5_000 } },
  ]);

  const cleo = { connectionId: 'c', userId: 'cleo', userName: 'Cleo', role: 'customer', address: '' } as const;
  await store.saveSession({ record: record!, present: [cleo], at: 6_000 });
  expect(await store.joins('live')).toMatchObject([{ userId: 'cleo', joinedAt: 6_000, leftAt: undefined }]);
  expect(await store.chargeMinutes({ accountId: 'environment', sessionId: 'live', minutes: 2 })).toBe(true);
  await store.ready();
  await store.stop();
});

test('D12 a step that fails leaves the file as it was, and the next start goes on from there', async () => {
  writeFirst();
  const spoil = new DatabaseSync(file);
  spoil.exec('create table probe (something_else text)');
  spoil.close();
  await expect(sqliteStore(file)).rejects.toThrow('probe');
  const look = new DatabaseSync(file);
  expect(look.prepare('select name from kysely_migration').all()).toHaveLength(1);
  expect(look.prepare("select name from pragma_table_info('sessions')").all()).not.toContainEqual({ name: 'pin' });
  look.exec('drop table probe');
  look.close();
  const store = await sqliteStore(file);
  expect(await store.liveSessions()).toHaveLength(1);
  await store.stop();
});
