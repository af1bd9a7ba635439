import { expect } from '@playwright/test';
import { ERROR_TABLE } from '../../../packages/protocol/src/errors/table.js';
import { proven } from './proof.js';
import { ROWS } from './rows.js';
import { test } from './world.js';

/** Last, in the worker of all the others. The proofs, the contract and the product's table name the same causes: none is missing and none is made up. */
export function complete(): void {
  test('complete: every cause of the table has been brought about', () => {
    const ids = Object.keys(ROWS).sort();
    expect(Object.keys(ERROR_TABLE).sort()).toEqual(ids);
    expect(ids).toHaveLength(32);
    expect([...proven.keys()].sort()).toEqual(ids);
    console.log(
      `ways to each cause: ${[...proven]
        .map(([id, places]) => `${id} ${places.size}`)
        .sort()
        .join(', ')}`,
    );
  });
}
