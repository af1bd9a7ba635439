import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Operation } from '../openapi/operation.js';
import type { Store } from '../store/store.js';

/** What is done by the admin API, for the log: never a value that was set, never a secret. */
export interface AuditEntry {
  /** `account.change`, `secret.add`, … */
  action: string;
  account?: string;
  /** What it was done to besides: an id. */
  of?: string;
  /** Names of the fields that were changed. */
  changed?: readonly string[];
}

/** What the parts of the admin API work with. */
export interface AdminContext {
  store: Store;
  now(): number;
  /** Ends a live session of this process for everybody; false where there is none. */
  endSession(id: string): boolean;
  /** This process changed an account: it is read anew at once. */
  changed(accountId: string): void;
  /** Tells the log what was done, and by whose token. */
  audit(request: FastifyRequest, entry: AuditEntry): void;
}

/** One piece of the admin API, mounted with the others (serve-admin.ts). */
export interface AdminPart {
  operations(context: AdminContext): readonly Operation[];
  /** Schemas the document names. */
  schemas: Readonly<Record<string, TSchema>>;
}
