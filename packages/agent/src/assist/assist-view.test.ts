import type { AssistType } from '@sightline/protocol';
import { expect, test } from 'vitest';
import type { AssistNow } from '../session/assist.js';
import { assistView } from './assist-view.js';

const now = (more: Partial<AssistNow> & { types?: AssistType[] }): AssistNow => ({
  switches: {
    draw: { agents: true, customer: false },
    assist: { types: more.types ?? ['scroll_page', 'click'], consent: true, confirmStop: true },
  },
  holder: undefined,
  asked: undefined,
  last: undefined,
  ...more,
});
const ben = { userId: 'ben', userName: 'Ben', types: ['click' as const] };

test('A1 each thing an agent can be told of remote assist is one state', () => {
  const kind = (more: Parameters<typeof now>[0]): string => assistView(now(more), 'me').kind;
  expect(kind({ switches: undefined })).toBe('unknown');
  expect(kind({ types: [] })).toBe('off');
  expect(kind({})).toBe('ready');
  expect(kind({ holder: ben })).toBe('taken');
  expect(assistView(now({ holder: ben, asked: { requestId: 'r', types: ['click'] } }), 'me')).toEqual({
    kind: 'asked',
    types: ['click'],
    from: 'Ben',
  });
  expect(assistView(now({ last: { denied: 'timeout' } }), 'me')).toMatchObject({ kind: 'ready', last: { denied: 'timeout' } });
  expect(assistView(now({ holder: { ...ben, userId: 'me' } }), 'me')).toEqual({
    kind: 'held',
    types: ['click'],
    more: ['scroll_page'],
    asked: false,
    confirmStop: true,
  });
});
