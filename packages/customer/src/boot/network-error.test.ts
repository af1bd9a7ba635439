import { ERROR_TABLE, makeError, NETWORK_ROW } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { networkError } from './network-error.js';

test('S2.4 the loader’s one row is the table’s', () => {
  expect(NETWORK_ROW).toEqual(ERROR_TABLE['1016:network']);
  expect({ ...networkError() }).toEqual({ ...makeError('1016:network') });
});
