import { expect, test } from 'vitest';
import { cancellable } from './cancellable.js';
import { success } from './result.js';

test('L5.6 cancelled work fails at once, whatever it still does', async () => {
  let seen: AbortSignal | undefined;
  const never = cancellable((signal) => {
    seen = signal;
    return new Promise(() => undefined);
  });
  const result = never.run();
  never.cancel();
  expect(await result).toMatchObject({ ok: false, error: { cause: 'canceling', code: 1017 } });
  expect(seen?.aborted).toBe(true);
});

test('L5.6 work not begun when it is cancelled never begins', async () => {
  let begun = false;
  const work = cancellable(async () => {
    begun = true;
    return success(1);
  });
  work.cancel();
  expect(await work.run()).toMatchObject({ ok: false, error: { cause: 'canceling' } });
  expect(begun).toBe(false);
});
