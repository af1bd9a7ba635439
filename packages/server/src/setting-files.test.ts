import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingNotes } from './setting-notes.js';
import { readSettings, SETTINGS } from './settings.js';

const SECRET = 'a-secret-with-thirty-two-bytes-ok';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string, name = 'secret'): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const problems = (env: Record<string, string>): string[] => {
  const result = readSettings({ SDK_KEY: 'a-key', SDK_SECRET: SECRET, ...env });
  return result.ok ? [] : result.problems;
};

const IN_FILE = ['DATABASE_URL', 'SECRETS_KEY', 'SDK_SECRET', 'API_SECRET', 'METRICS_TOKEN', 'ADMIN_TOKEN', 'WEBHOOK_SECRET'];

test('C9 every setting that is secret, and the database, can stand in a file, and no other', () => {
  expect(Object.entries(SETTINGS).flatMap(([name, row]) => ('inFile' in row ? [name] : []))).toEqual(IN_FILE);
  for (const name of Object.keys(SETTINGS)) if (/SECRET|TOKEN|PASSWORD/.test(name)) expect(IN_FILE).toContain(name);
  const read = readSettings({
    SDK_KEY: 'a-key',
    SDK_SECRET_FILE: file(`${SECRET} ${SECRET}2`, 'sdk'),
    API_KEY: 'k',
    API_SECRET_FILE: file(`${SECRET}3\n`, 'api'),
    METRICS_TOKEN_FILE: file(`${SECRET}4\r\n`, 'metrics'),
    ADMIN_TOKEN_FILE: file(`${SECRET}5`, 'admin'),
    SECRETS_KEY_FILE: file(`${'07'.repeat(32)}\n`, 'key'),
    DATABASE_URL_FILE: file('file::memory:\n', 'database'),
    ALLOWED_SITES: 'https://a.example',
  });
  expect(read).toMatchObject({
    ok: true,
    notes: [],
    settings: {
      keys: { sdkSecrets: [SECRET, `${SECRET}2`], apiSecret: `${SECRET}3` },
      metricsToken: `${SECRET}4`,
      adminToken: `${SECRET}5`,
      secretsKeys: [Buffer.alloc(32, 7)],
      databaseUrl: 'file::memory:',
    },
  });
});

test('C9 one line break at the end is dropped, no more', () => {
  expect(problems({ METRICS_TOKEN_FILE: file(`${SECRET}\n${SECRET}\n`) })).toEqual([expect.stringMatching(/^METRICS_TOKEN must be/)]);
});

test('C9 both ways at once, and what cannot be read, is refused by name and path; a wrong content by the setting’s name, without it', () => {
  const path = file(`${SECRET}x\n`);
  expect(problems({ SDK_SECRET_FILE: path })).toEqual(['SDK_SECRET and SDK_SECRET_FILE are both set: one of them is enough']);
  const gone = join(folder, 'gone');
  expect(problems({ ADMIN_TOKEN_FILE: gone })).toEqual([`ADMIN_TOKEN_FILE cannot be read: ${gone} (ENOENT)`]);
  expect(problems({ ADMIN_TOKEN_FILE: folder })).toEqual([`ADMIN_TOKEN_FILE cannot be read: ${folder} (EISDIR)`]);
  expect(problems({ ADMIN_TOKEN_FILE: file('\n') })).toEqual([expect.stringContaining('it is empty')]);
  const wrong = problems({ SECRETS_KEY_FILE: file('canary-of-a-key') });
  expect(wrong).toEqual([expect.stringMatching(/^SECRETS_KEY must be one to three keys/)]);
  expect(wrong.join()).not.toContain('canary');
  expect(problems({ ADMIN_TOKEN_FILE: '  ' })).toEqual([]);
});

test('C9 a file for a setting that takes none is told to be no setting', () => {
  expect(settingNotes({ ALLOWED_SITES_FILE: 'x' }, Object.keys(SETTINGS))).toEqual([
    'ALLOWED_SITES_FILE is no setting: did you mean ALLOWED_SITES?',
  ]);
  expect(readSettings({ SDK_SECRETS_FILE: 'x' }).notes).toContain('SDK_SECRETS_FILE is no setting: did you mean SDK_SECRET_FILE?');
});
