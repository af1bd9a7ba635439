import { part } from './options.js';

/** Where the administration has an account's webhooks, one of them, or what belongs to it. */
export const webhookPath = (account: string, ...rest: string[]): string =>
  `/accounts/${[account, 'webhooks', ...rest].map(part).join('/')}`;
