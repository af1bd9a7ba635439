import { afterEach, expect, test, vi } from 'vitest';
import { session } from './contract/examples.js';
import { memoryStore } from './memory.js';
import { undoDoubtful } from './undo-doubtful.js';

afterEach(() => vi.useRealTimers());

test('D24 an opening whose answer was lost is ended when the database answers again, whether it was kept or not; others are not', async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const inner = await memoryStore();
  const way = { answers: false, keeps: true };
  const store = undoDoubtful(
    {
      ...inner,
      async openSession(record) {
        const opened = way.keeps && (await inner.openSession(record));
        if (!way.answers) throw new Error('lost');
        return opened;
      },
      async session(id) {
        if (!way.answers) throw new Error('lost');
        return inner.session(id);
      },
    },
    { lost: (error) => (error as Error).message === 'lost', now: Date.now },
  );
  await expect(store.openSession(session('kept'))).rejects.toThrow('lost');
  way.keeps = false;
  await expect(store.openSession(session('not-kept'))).rejects.toThrow('lost');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await inner.findPin('sdk', 'PIN-kept')).toBe('kept');
  Object.assign(way, { answers: true, keeps: true });
  expect(await store.openSession(session('other'))).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await inner.findPin('sdk', 'PIN-kept')).toBeUndefined();
  expect(await store.session('not-kept')).toBeUndefined();
  expect((await inner.liveSessions()).map(({ id }) => id)).toEqual(['other']);
  await store.stop();
});
