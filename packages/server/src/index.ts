export { ACCOUNT_DEFAULTS } from './store/account.js';
export { readSettings, SETTINGS, type Settings, type SettingsResult } from './settings.js';
export { type RunningServer, startServer } from './start-server.js';
export { openStore } from './store/open-store.js';
export type { Store } from './store/store.js';
export { type MigratePlan, migrateDatabase, migratePlan } from './store/migrate-plan.js';
export { type Copied, copyStore, type CopyOptions } from './store/copy-store.js';
