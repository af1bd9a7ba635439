import { expect, test } from 'vitest';
import { present, session } from './contract/examples.js';
import { joinChanges } from './join-changes.js';
import type { JoinRecord } from './session-store.js';

const join = (connectionId: string, joinedAt: number, leftAt?: number): JoinRecord => ({
  ...present(connectionId),
  sessionId: 's',
  joinedAt,
  leftAt,
});
const briefly = ({ began, ended }: ReturnType<typeof joinChanges>): unknown[] => [
  began.map(({ connectionId, joinedAt }) => `${connectionId} ${joinedAt}`),
  ended.map(({ connectionId, leftAt, reason }) => `${connectionId} ${leftAt} ${reason}`),
];

test('D19 each join begins once and ends once, with the reason somebody saw, in order of time', () => {
  const known = [join('open', 1), join('over', 1, 2), join('lost', 5)];
  const gone = [
    { ...present('late'), joinedAt: 9, leftAt: 11, reason: 'removed' as const },
    { ...present('open'), leftAt: 7, reason: 'left' as const },
    { ...present('over'), leftAt: 8, reason: 'left' as const },
  ];
  const here = [{ ...present('new'), joinedAt: 6 }, present('newer')];
  expect(briefly(joinChanges(known, { record: session('s'), present: here, gone, at: 10 }))).toEqual([
    ['new 6', 'late 9', 'newer 10'],
    ['open 7 left', 'lost 10 unknown', 'late 11 removed'],
  ]);
});

test('D19 the end of a session ends every join, at the end; nobody leaves before he came', () => {
  const known = [join('open', 100)];
  expect(briefly(joinChanges(known, { record: session('s', 50), present: [present('x')], at: 60 }))).toEqual([[], ['open 100 unknown']]);
});
