import { afterEach, expect, test } from 'vitest';
import { createSeatStore } from './seat-store.js';

// Pages of other test files share cookies and storage with this one.
const NAME = '$$SEATS$$';
const stored = (): string[] => Object.keys(sessionStorage).filter((key) => key.startsWith(NAME));
const seat = { sessionId: 'sess_1-A', key: 'key-0123456789abcdef_X' };
const raw = (): string | undefined =>
  document.cookie
    .split('; ')
    .find((c) => c.startsWith(`${NAME}=`))
    ?.slice(NAME.length + 1);

afterEach(() => createSeatStore(window, NAME).clear());

test('S5.1 the cookie holds version, session and key, nothing else, in base64url under 300 bytes', () => {
  const store = createSeatStore(window, NAME);
  store.write(seat, 120_000);
  const value = raw() ?? '';
  expect(value).toMatch(/^[\w-]+$/);
  expect(value.length).toBeLessThan(300);
  expect(JSON.parse(atob(value.replaceAll('-', '+').replaceAll('_', '/')))).toEqual({ v: 1, ...seat });
  expect(createSeatStore(window, NAME).read()).toEqual(seat);
});

test('S5.2 a new key replaces the old one, the end removes everything', () => {
  const store = createSeatStore(window, NAME);
  store.write(seat, 120_000);
  store.write({ ...seat, key: 'next' }, 120_000);
  expect(store.read()).toEqual({ ...seat, key: 'next' });
  expect(document.cookie.split(NAME)).toHaveLength(2);
  store.clear();
  expect(store.read()).toBeUndefined();
  expect(raw()).toBeUndefined();
  expect(stored()).toEqual([]);
});

test('S5.3 cookies refused: sessionStorage', () => {
  const blocked = Object.create(null, {
    document: { value: Object.defineProperty({}, 'cookie', { get: () => '', set: () => undefined }) },
    location: { value: { protocol: 'https:', hostname: 'shop.example.com' } },
    sessionStorage: { value: sessionStorage },
    removeEventListener: { value: () => undefined },
  }) as Window;
  const store = createSeatStore(blocked, NAME);
  store.write(seat, 120_000);
  expect(store.read()).toEqual(seat);
  expect(raw()).toBeUndefined();
  store.clear();
  expect(store.read()).toBeUndefined();
});

test('S5.4 the widest domain is tried first, shortest suffix first', () => {
  const set: string[] = [];
  const recording = Object.create(null, {
    document: { value: Object.defineProperty({}, 'cookie', { get: () => '', set: (text: string) => set.push(text) }) },
    location: { value: { protocol: 'https:', hostname: 'a.shop.example.co.uk' } },
    sessionStorage: { value: sessionStorage },
    removeEventListener: { value: () => undefined },
  }) as Window;
  createSeatStore(recording, NAME).write(seat, 120_000);
  expect(set.map((text) => /Domain=([^;]+)/.exec(text)?.[1])).toEqual([
    'co.uk',
    'example.co.uk',
    'shop.example.co.uk',
    'a.shop.example.co.uk',
    undefined,
  ]);
  for (const text of set) expect(text).toMatch(/; Path=\/; SameSite=Lax; Max-Age=120(; Domain=[\w.]+)?; Secure$/);
  createSeatStore(window, NAME).clear();
});

test('S5.5 what is no seat is none', () => {
  const store = createSeatStore(window, NAME);
  for (const value of [
    '',
    'x',
    btoa('{}'),
    btoa('null'),
    btoa('{"v":2,"sessionId":"a","key":"b"}'),
    btoa('{"v":1,"sessionId":"a b","key":"b"}'),
  ]) {
    document.cookie = `${NAME}=${value.replace(/=+$/, '')}; Path=/`;
    expect(store.read()).toBeUndefined();
  }
  document.cookie = `${NAME}=; Path=/; Max-Age=0`;
});

test('S5.6 the name of a tab is the same over its pages, another one in a duplicate, and not stored while its page is there', () => {
  const first = createSeatStore(window, NAME);
  const tab = first.tab();
  expect(tab).toMatch(/^[a-z0-9]{1,6}$/);
  expect(first.tab()).toBe(tab);
  expect(stored()).toEqual([]);
  // A duplicate has a copy of what is stored now.
  const duplicate = createSeatStore(window, NAME);
  expect(duplicate.tab()).not.toBe(tab);
  duplicate.clear();
  window.dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(createSeatStore(window, NAME).tab()).toBe(tab);
  first.clear();
});

test('S5.7 a session that is over takes the state of the next one nowhere', () => {
  const store = createSeatStore(window, NAME);
  store.write(seat, 120_000);
  store.clear('another');
  expect(store.read()).toEqual(seat);
  store.clear(seat.sessionId);
  expect(store.read()).toBeUndefined();
});
