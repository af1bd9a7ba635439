import type { Account } from '../account.js';
import type { Present, SessionRecord } from '../session-store.js';

export const account: Account = {
  id: 'one',
  sdkKey: 'sdk',
  sdkSecrets: ['s1', 's2'],
  apiKey: 'api',
  apiSecret: 'as',
  disabled: false,
  allowedSites: [
    { kind: 'origin', origin: 'https://a.example' },
    { kind: 'under', suffix: '.shop.example' },
  ],
  allowedAgentSites: [],
  plan: { kind: 'unlimited' },
  maskCssSelectors: '.secret',
  maskAttributes: 'data-private',
  maskData: true,
  remoteAssist: true,
  annotation: true,
  confirmSubmits: true,
  keepQuery: [],
  developerMode: false,
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
