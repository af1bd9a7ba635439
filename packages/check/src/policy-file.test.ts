import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.js';
import { readPolicy, readPolicyFile } from './policy-file.js';

test('K1 a policy is read whole, bare or as the settings of init', () => {
  const rules = { maskType: 'all', maskCssSelectors: '.a', maskPatterns: ['card', '/CUST-\\d+/i'] };
  const read = { maskType: 'all', maskCssSelectors: '.a', maskPatterns: ['card', { source: 'CUST-\\d+', flags: 'i' }] };
  expect(readPolicy(rules, 'p')).toEqual(read);
  expect(readPolicy({ piiMask: rules, account: { keepQuery: ['page'] } }, 'p')).toEqual({ ...read, account: { keepQuery: ['page'] } });
});

test('K1 a mistake is named with its place', () => {
  const message = (json: unknown): string => {
    try {
      readPolicy(json, 'p.json');
    } catch (error) {
      return (error as Error).message;
    }
    return 'no error';
  };
  expect(message([])).toBe('p.json must be an object');
  expect(message({ maskType: 'some' })).toBe('p.json: maskType must be one of custom_input, all_input, all');
  expect(message({ maskCssSelector: '.a' })).toMatch(
    /^p\.json: maskCssSelector is no rule; did you mean maskCssSelectors\?; known are maskType, maskCssSelectors/,
  );
  expect(message({ maskCssSelectors: ['.a'] })).toBe('p.json: maskCssSelectors must be a text');
  expect(message({ maskPatterns: ['card', 'cards'] })).toMatch(/^p\.json: maskPatterns\[1\] must be one of card/);
  expect(message({ maskPatterns: ['/(/'] })).toMatch(/^p\.json: maskPatterns\[0\]/);
  expect(message({ deepCapture: 1 })).toBe('p.json: deepCapture must be true or false');
  expect(message({ account: { maskPatterns: [] } })).toMatch(/^p\.json: account\.maskPatterns is no rule; known are/);
  expect(message({ account: { keepQuery: [1] } })).toBe('p.json: account.keepQuery must be a list of names');

  const folder = mkdtempSync(join(tmpdir(), 'sightline-check-'));
  const file = join(folder, 'p.json');
  expect(() => readPolicyFile(file)).toThrow('cannot be read');
  writeFileSync(file, '{');
  expect(() => readPolicyFile(file)).toThrow('is no JSON');
  rmSync(folder, { recursive: true });
});

test('K2 the command line is checked before a browser is started', () => {
  expect(() => readArguments([])).toThrow('name one address or file');
  expect(() => readArguments(['no/such/file'])).toThrow('neither an http(s) address nor a file');
  expect(() => readArguments(['http://x', '--forbid', '/(/'])).toThrow('no regular expression');
  expect(() => readArguments(['http://x', '--forbid', ''])).toThrow('needs a text');
  expect(() => readArguments(['http://x', '--update'])).toThrow('--update needs --expect');
  expect(() => readArguments(['http://x', '--viewport', 'big'])).toThrow('1280x800');
  expect(() => readArguments(['http://x', '--polizy', 'p'])).toThrow('--polizy');
  expect(readArguments(['--help'])).toBeUndefined();
  const read = readArguments(['http://x', '--forbid', 'a.b', '--forbid', '/C\\d/g', '--viewport', '320x640']);
  expect(read).toMatchObject({ viewport: { width: 320, height: 640 } });
  const [text, pattern] = read?.forbid ?? [];
  expect([text?.pattern.test('xA.By'), text?.pattern.test('aXb')]).toEqual([true, false]);
  // A pattern that keeps its place would overlook every second hit.
  expect([pattern?.pattern.test('C1'), pattern?.pattern.test('C1')]).toEqual([true, true]);
});
