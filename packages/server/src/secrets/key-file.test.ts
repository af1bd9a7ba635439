import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyFileOf, makeKeyFile, readKeyFile } from './key-file.js';
import { readKeys } from './read-keys.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('Z4 a key file is made once, for the owner alone, and found again; nothing else is left in its folder', () => {
  const path = keyFileOf(join(folder, 'a.db'));
  expect(readKeyFile(path)).toEqual([]);
  const key = makeKeyFile(path);
  expect(readKeyFile(path)).toEqual([key]);
  // Whoever comes second takes the one that is there.
  expect(makeKeyFile(path)).toEqual(key);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secrets.key']);
  expect(makeKeyFile(join(folder, 'other.key')).equals(key)).toBe(false);
});

test('Z4 a file that holds no key, or cannot be read, is refused by name and setting, and not replaced', () => {
  const path = keyFileOf(join(folder, 'a.db'));
  for (const text of ['', 'short', 'x'.repeat(65)]) {
    writeFileSync(path, text);
    expect(() => readKeyFile(path)).toThrow(`${path} cannot be read as the key of the secrets (SECRETS_KEY)`);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
  chmodSync(path, 0o600);
});

test('Z4 keys are 32 bytes in hex, base64 or base64url, one to three', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, n) => (n * 37 + 251) % 256));
  const forms = [bytes.toString('hex'), bytes.toString('hex').toUpperCase(), bytes.toString('base64'), bytes.toString('base64url')];
  for (const form of forms) expect(readKeys(form), form).toEqual([bytes]);
  expect(readKeys(forms.slice(0, 3).join(' , '))).toEqual([bytes, bytes, bytes]);
  const other = ['', ',', 'x', forms[0]!.slice(1), `${forms[0]}0`, forms[3]!.slice(1), `${forms[3]}A`, forms.join(','), `${forms[0]},`];
  for (const text of other) expect(() => readKeys(text), text).toThrow();
});
