import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteStore } from '../store/sqlite.js';
import { testService } from '../testing/test-service.js';

let folder: string;
let DATABASE_URL: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-start-url-'));
  DATABASE_URL = `file:${join(folder, 'a.db')}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pageOf = (url: string) => ({ url, tab: 'tab' });

test('E10 her first page is kept with the session, after the address rules and with what the account keeps of a query', async () => {
  const service = await testService({ DATABASE_URL, ACCOUNT_KEEP_QUERY: 'lang, page' });
  const byAgent = (await service.create({ role: 'agent' })).body;
  await service.enter('agent', byAgent);
  const found = (await service.find(byAgent.pinCode, { role: 'customer' })).body;
  const first = 'https://shop.example/help/contract-4711-of-someone-named/cart?page=2&name=zoe#part';
  const customer = await service.enter('customer', found, undefined, pageOf(first));
  expect(customer.welcome.policy?.keepQuery).toEqual(['lang', 'page']);
  await service.enter('customer', { ...found, key: customer.welcome.key }, undefined, pageOf('https://shop.example/second'));
  const without = await service.customer();
  await service.stop();

  const store = await sqliteStore(join(folder, 'a.db'));
  expect((await store.session(byAgent.sessionId))?.startUrl).toBe('https://shop.example/help/:x/cart?page=2');
  expect((await store.session(without.seat.sessionId))?.startUrl).toBe('');
  await store.stop();
});

test('E11 the account’s rules go to her page as they are in the store; with the switch Mask data off they do not', {
  timeout: 90_000,
}, async () => {
  const env = { DATABASE_URL, ACCOUNT_MASK_CSS_SELECTORS: '.iban', ACCOUNT_MASK_ATTRIBUTES: 'data-private' };
  const service = await testService(env);
  expect((await service.customer()).welcome.policy).toEqual({
    maskCssSelectors: '.iban',
    maskHTMLAttributes: 'data-private',
    keepQuery: [],
  });

  const outside = new DatabaseSync(join(folder, 'a.db'));
  outside.prepare("update accounts set mask_data = 0, keep_query = ? where id = 'environment'").run('["lang"]');
  outside.close();
  // Read anew within five seconds (surface §14).
  await expect
    .poll(async () => (await service.customer({ userId: crypto.randomUUID() })).welcome.policy, { timeout: 50_000 })
    .toEqual({ maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: ['lang'] });
  await service.stop();
});
