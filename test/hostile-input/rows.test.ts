import { ERROR_TABLE, errorObject } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { leaks, notARow } from './rows.js';

test('the judge of refusals takes every row and nothing else', () => {
  for (const [id, row] of Object.entries(ERROR_TABLE)) {
    const detail = id === '9999:rate_limited' ? { retryAfterMs: 5 } : {};
    const fields = errorObject(id as keyof typeof ERROR_TABLE, row, detail);
    expect(notARow(JSON.parse(JSON.stringify(fields)))).toBeUndefined();
    for (const wrong of [
      { ...fields, code: 1 },
      { ...fields, message: 'x' },
      { ...fields, errorCode: 0 },
      { ...fields, retryable: !fields.retryable },
      { ...fields, stack: '' },
      { ...fields, retryAfterMs: 'retryAfterMs' in detail ? undefined : 1 },
    ])
      expect(notARow(wrong)).toBeTypeOf('string');
  }
  expect(notARow(null)).toBe('not an object');
  for (const text of ['at Object.run (a', 'packages/server', 'app.ts:12', 'SQLITE_BUSY']) expect(leaks(text)).toBeDefined();
  expect(leaks('Invalid argument: body.')).toBeUndefined();
});
