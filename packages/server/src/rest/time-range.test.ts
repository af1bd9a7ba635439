import { expect, test } from 'vitest';
import { DAY_OR_MOMENT, readRange } from './time-range.js';

const NOW = Date.parse('2026-12-01T09:30:00.250Z');
const at = (text: string): number => Date.parse(text);
const range = (from?: string, to?: string) => {
  const read = readRange({ from, to }, NOW);
  return read.ok ? read.range : `${read.field}`;
};

test('H28 a range is the last 24 hours, whole days in UTC, or moments of RFC 3339, both ends included', () => {
  expect(range()).toEqual({
    from: at('2026-11-30T09:30:00.250Z'),
    until: NOW + 1,
    shown: { from: '2026-11-30T09:30:00.250Z', to: '2026-12-01T09:30:00.250Z' },
  });
  expect(range('2026-11-05', '2026-11-06')).toEqual({
    from: at('2026-11-05T00:00:00Z'),
    until: at('2026-11-07T00:00:00Z'),
    shown: { from: '2026-11-05', to: '2026-11-06' },
  });
  expect(range('2026-11-05T10:00:00+02:00', '2026-11-05T10:00:00.5-01:30')).toEqual({
    from: at('2026-11-05T08:00:00Z'),
    until: at('2026-11-05T11:30:00.501Z'),
    shown: { from: '2026-11-05T08:00:00.000Z', to: '2026-11-05T11:30:00.500Z' },
  });
  // The plus of an offset that nobody escaped.
  expect(range('2026-11-05T10:00:00 02:00', '2026-11-05')).toMatchObject({ from: at('2026-11-05T08:00:00Z') });
  expect(range('2026-11-05t10:00:00z', '2026-11-05')).toMatchObject({ from: at('2026-11-05T10:00:00Z') });
  expect(range('2026-12-01', '2026-12-31')).toMatchObject({ from: at('2026-12-01T00:00:00Z') });
});

test('H28 half a range, a turned, too long or too old one, and a day that is none are refused by name', () => {
  for (const [from, to, field] of [
    ['2026-11-05', undefined, 'to'],
    [undefined, '2026-11-05', 'from'],
    ['2026-11-06', '2026-11-05', 'from'],
    ['2026-11-06T00:00:00Z', '2026-11-05', 'from'],
    ['2026-10-01', '2026-11-02', 'to'],
    ['2026-10-01T00:00:00Z', '2026-11-01T00:00:00.001Z', 'to'],
    ['2026-05-30', '2026-06-10', 'from'],
    ['2026-02-30', '2026-03-01', 'from'],
    ['2026-11-01', '2026-11-31', 'to'],
    ['2026-13-01', '2026-11-01', 'from'],
    ['2026-00-10', '2026-11-01', 'from'],
  ] as const)
    expect(range(from, to), `${from} ${to}`).toBe(field);
  for (const [from, to] of [
    ['2026-10-01', '2026-11-01'],
    ['2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['2026-05-31', '2026-06-10'],
    ['2028-02-29', '2028-02-29'],
  ] as const)
    expect(range(from, to), `${from} ${to}`).toMatchObject({ shown: {} });
});

test('H28 nothing else has the form of a time', () => {
  const form = new RegExp(DAY_OR_MOMENT);
  for (const text of ['2026-11-05', '2026-11-05T23:59:59Z', '2026-11-05T00:00:00.123456789+23:59'])
    expect(form.test(text), text).toBe(true);
  for (const text of [
    '',
    '20261105',
    '2026-11-5',
    '2026-11-05T',
    '2026-11-05T10:00Z',
    '2026-11-05T10:00:00',
    '2026-11-05T24:00:00Z',
    '2026-11-05T10:60:00Z',
    '2026-11-05T10:00:60Z',
    '2026-11-05 10:00:00Z',
    '2026-11-05T10:00:00+24:00',
    '+002026-11-05',
    '1764580000',
    'yesterday',
    ' 2026-11-05',
    '2026-11-05\n',
  ])
    expect(form.test(text), JSON.stringify(text)).toBe(false);
});
