import { type Account, ACCOUNT_DEFAULTS } from '../account.js';
import type { Present, SessionRecord } from '../session-store.js';

export const account: Account = {
  ...ACCOUNT_DEFAULTS,
  id: 'one',
  name: 'One & only',
  version: 1,
  createdAt: 1_000,
  updatedAt: 2_000,
  sdkKey: 'sdk',
  sdkSecrets: ['s1', 's2'],
  apiKey: 'api',
  apiSecrets: ['as'],
  allowedSites: [
    { kind: 'origin', origin: 'https://a.example' },
    { kind: 'under', suffix: '.shop.example' },
  ],
  allowedAgentSites: [],
  maskCssSelectors: '.secret',
  maskAttributes: 'data-private',
  defaults: { maskType: 'all', remoteAssist: { enable: true, remoteAssistTypes: ['scroll_page', 'click'] } },
  keepQuery: ['page'],
  retention: { sessionDays: 90, deliveryDays: 3 },
};

export const session = (id: string, endedAt?: number): SessionRecord => ({
  id,
  accountId: 'one',
  sdkKey: 'sdk',
  pin: `PIN-${id}`,
  startedAt: 5,
  startUrl: `https://shop.example/${id}`,
  endedAt,
  policyHashes: [`of ${id}`, 'then another'],
  state: `{"id":"${id}"}`,
});

export const present = (connectionId: string, role: Present['role'] = 'agent'): Present => ({
  connectionId,
  userId: `user of ${connectionId}`,
  userName: 'Name',
  role,
  address: '192.0.2.7',
});
