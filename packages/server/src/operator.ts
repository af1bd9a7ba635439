/** What the operator's commands (`packages/cli`) have of the service. */
export { SETTINGS } from './settings.js';
export { backUp } from './store/back-up.js';
export { type Backup, readBackup } from './store/read-backup.js';
export { databaseFile } from './store/open-store.js';
export { restoreBackup } from './store/restore-backup.js';
