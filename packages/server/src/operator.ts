/** What the operator's commands (`packages/cli`) have of the service. */
export { keyFileOf, readKeyFile } from './secrets/key-file.js';
export { readKeys } from './secrets/read-keys.js';
export { createSealing } from './secrets/sealing.js';
export { SETTINGS } from './settings.js';
export { backUp } from './store/back-up.js';
export { type Backup, readBackup } from './store/read-backup.js';
export { type Copied, copyStore } from './store/copy-store.js';
export { type MigratePlan, migrateDatabase, migratePlan } from './store/migrate-plan.js';
export { databaseFile, databasePlace, dataFolder, openStore } from './store/open-store.js';
export { isLost } from './store/postgres-fault.js';
export { faultText, storageFault } from './store/storage-fault.js';
export { restoreBackup } from './store/restore-backup.js';
