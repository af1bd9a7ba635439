import type { FastifyRequest } from 'fastify';
import type { Account } from '../store/account.js';
import type { RecordStore } from '../store/record-store.js';
import type { PageTokens } from './page-tokens.js';

/** What the calls of the REST interface work with. */
export interface RestContext {
  store: RecordStore;
  tokens: PageTokens;
  /** Whose token the request carries. */
  accountOf(request: FastifyRequest): Account;
  /** As the service names itself (setting `DATA_CENTER`). */
  dataCenter: string;
  now(): number;
}
