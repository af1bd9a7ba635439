import type { AccountStore } from './account-store.js';
import type { RecordStore } from './record-store.js';
import type { RetentionStore } from './retention-store.js';
import type { SealedStore } from './sealed-store.js';
import type { SessionListStore } from './session-list-store.js';
import type { SessionStore } from './session-store.js';
import type { WebhookStore } from './webhook-store.js';

/**
 * Where everything is kept that outlives a process. What a promise of it confirmed survives a crash of the process (of the durable
 * adapters). Every call settles within two seconds. `contract/` holds what every adapter must do, a file for each part.
 */
export interface Store extends AccountStore, RecordStore, RetentionStore, SealedStore, SessionListStore, SessionStore, WebhookStore {
  /** Throws where the store cannot be read or written. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}
