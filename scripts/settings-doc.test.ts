import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTINGS_DOC, settingsDoc } from './settings-doc.mjs';

test('C1 docs/settings.md is what the table of settings says', () => {
  expect(readFileSync(SETTINGS_DOC, 'utf8')).toBe(settingsDoc());
});
