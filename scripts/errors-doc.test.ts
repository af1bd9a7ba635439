import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERRORS_DOC, errorsDoc } from './errors-doc.mjs';

test('P4.6 docs/errors.md is what the table of errors says', () => {
  expect(readFileSync(ERRORS_DOC, 'utf8')).toBe(errorsDoc());
});
