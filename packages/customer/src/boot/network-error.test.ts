import { ERROR_TABLE, makeError } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { NETWORK_ROW, networkError } from './network-error.js';

test('S2.4 the loader’s one row is the table’s', () => {
  expect(NETWORK_ROW).toEqual(ERROR_TABLE['1016:network']);
  expect({ ...networkError() }).toEqual({ ...makeError('1016:network') });
});
