import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import type { AdminContext } from '../admin/admin-part.js';
import { AdminError } from '../admin/refuse.js';
import type { Webhooks } from './start-webhooks.js';

/** What the operations of webhooks work with. */
export type WebhookContext = Pick<AdminContext, 'store' | 'now' | 'audit'> & Pick<Webhooks, 'prove' | 'rules' | 'wake'>;

export const PATH = '/accounts/{account}/webhooks';
export const ONE = `${PATH}/{webhook}`;
/** What names an account, and a webhook, in a path. */
export const account = { account: Type.String({ maxLength: 64 }) };
export const params = Type.Object({ ...account, webhook: Type.String({ maxLength: 64 }) });
export const none = { 404: { about: 'There is none.', schema: AdminError } };

const SECRET_BYTES = 32;
export const drawSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');
