import { expect, test } from 'vitest';
import { placeGlobals } from './globals.js';

function page(scope: Record<string, unknown>) {
  const calls: unknown[][] = [];
  const place = (): void =>
    placeGlobals({ window: scope as unknown as Window, names: ['SDK', 'Alias'], make: () => ({ init: (...args) => calls.push(args) }) });
  return { scope, calls, place };
}

test('S2.1 the stub is replaced and an early call replayed once', () => {
  const { scope, calls, place } = page({ SDK: { init: () => undefined }, SDKInitArgs: { length: 2, 0: { a: 1 }, 1: 'callback' } });
  place();
  expect(calls).toEqual([[{ a: 1 }, 'callback']]);
  expect(scope.Alias).toBe(scope.SDK);
});

test('S2.2 loaded twice does nothing twice', () => {
  const { scope, calls, place } = page({ SDKInitArgs: { length: 0 } });
  place();
  const first = scope.SDK;
  scope.SDKInitArgs = { length: 0 };
  place();
  expect(scope.SDK).toBe(first);
  expect(calls).toHaveLength(1);
});
