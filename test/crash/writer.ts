import { setTimeout as pause } from 'node:timers/promises';
import { ACCOUNT_DEFAULTS, openStore } from '@sightline/server';
import { createSealing } from '../../packages/server/src/secrets/sealing.js';

/**
 * Makes some 3,000 writes to a store, one after another, and prints a line for each once it is confirmed. With `early` it
 * prints first and writes when it prints the next: a writer that lies, which the test has to catch. With `patient` what fails is
 * tried again until it works, as a service does.
 */
const [url = '', mode = ''] = process.argv.slice(2);
const store = await openStore(url, { sealing: createSealing([Buffer.alloc(32, 7)]) });
await store.putAccount({
  ...ACCOUNT_DEFAULTS,
  name: '',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  id: 'account',
  sdkKey: 'key',
  sdkSecrets: ['secret'],
  apiKey: 'api',
  apiSecrets: ['secret'],
  plan: { kind: 'trial', minutes: 1_000_000, used: 0 },
});

let held: (() => Promise<unknown>) | undefined;
async function acknowledge(line: string, write: () => Promise<unknown>): Promise<void> {
  if (mode === 'early') {
    process.stdout.write(`${line}\n`);
    await held?.();
    held = write;
    return;
  }
  for (;;) {
    try {
      await write();
      break;
    } catch (error) {
      if (mode !== 'patient') throw error;
      process.stdout.write(`failed ${line}\n`);
      await pause(50);
    }
  }
  process.stdout.write(`${line}\n`);
}

for (let n = 0; n < 900; n++) {
  const id = `s${n}`;
  const record = {
    id,
    accountId: 'account',
    sdkKey: 'key',
    pin: `P${n}`,
    startedAt: n,
    startUrl: '',
    endedAt: undefined,
    policyHashes: [],
    state: 'opened',
  };
  const person = { connectionId: `c${n}`, userId: 'u', userName: 'U', role: 'customer', address: '192.0.2.1' } as const;
  await acknowledge(`opened ${n}`, () => store.openSession(record));
  await acknowledge(`joined ${n}`, () => store.saveSession({ record: { ...record, state: 'joined' }, present: [person], at: n }));
  await acknowledge(`charged ${n}`, () => store.chargeMinutes({ accountId: 'account', sessionId: id, minutes: 1 }));
  if (n % 2 === 0)
    await acknowledge(`ended ${n}`, () =>
      store.saveSession({ record: { ...record, endedAt: n + 1, state: 'ended' }, present: [], at: n + 1 }),
    );
}
process.exit(0);
