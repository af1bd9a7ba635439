import { expect, it } from 'vitest';
import { inLine, type Logged } from './edit-log.fixture.js';
import { type Driven, drive } from './hand.fixture.js';
import { ALLOWED, ROWS } from './hand-table.fixture.js';

/** What is compared: all of it, less what may differ. */
function comparable(driven: readonly Driven[], row: string): string[] {
  const line = (said: Logged | string): string[] => {
    if (typeof said === 'string') return [said];
    const allowed = ALLOWED.filter(({ type, rows }) => (!type || type.test(said.type)) && (!rows || rows.test(row)));
    const without = new Set(allowed.map(({ field }) => field));
    return without.has('event') ? [] : [inLine(said, without)];
  };
  return driven.flatMap(({ step, events, state }) => [`== ${step}`, ...events.flatMap(line), ...state.flatMap(line)]);
}

for (const row of ROWS)
  it(`F1 ${row.name}`, async () => {
    const hand = comparable(await drive(row, 'hand'), row.name);
    expect(comparable(await drive(row, 'acts'), row.name)).toEqual(hand);
  });

it('F1 a part that left out an event would be found', async () => {
  const [row] = ROWS;
  if (!row) throw new Error('no rows');
  const hand = comparable(await drive(row, 'hand'), row.name);
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    return event.type === 'beforeinput' || dispatchEvent.call(this, event);
  };
  try {
    expect(comparable(await drive(row, 'acts'), row.name)).not.toEqual(hand);
  } finally {
    EventTarget.prototype.dispatchEvent = dispatchEvent;
  }
});
