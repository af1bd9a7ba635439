import { ERROR_TABLE, FAULT_ROW, makeError } from '@sightline/protocol';
import { expect, test, vi } from 'vitest';
import { faultError, quietly } from './fault.js';

test('L5.7 the row of a fault of our own is the table’s', () => {
  expect(FAULT_ROW).toEqual(ERROR_TABLE['9999:session_error']);
  expect({ ...faultError() }).toEqual({ ...makeError('9999:session_error') });
});

test('L5.7 what runs quietly runs at once, and neither throws nor rejects', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const told: unknown[] = [];
  const thrown = quietly(
    () => {
      told.push('ran');
      throw new Error('one');
    },
    (error) => told.push((error as Error).message),
  );
  expect(told).toEqual(['ran', 'one']);
  await thrown;
  await quietly(() => Promise.reject(new Error('two')));
  expect(complain).toHaveBeenCalledTimes(1);
  complain.mockRestore();
});
