import { expect, test } from 'vitest';
import { isPostgresUrl, readPostgresUrl } from './postgres-url.js';

test('D37 the parts of a URL, and a name for it without user and password', () => {
  const { place, config } = readPostgresUrl('postgresql://us%40er:p%2Fw%3A@db.example:6543/co%20browse?sslmode=verify-full');
  expect(place).toBe('postgres://db.example:6543/co browse');
  expect(config()).toEqual({
    host: 'db.example',
    port: 6543,
    database: 'co browse',
    user: 'us@er',
    password: 'p/w:',
    ssl: { rejectUnauthorized: true },
  });
  expect(readPostgresUrl('postgres://h/d').config()).toEqual({ host: 'h', port: 5432, database: 'd', ssl: false });
  expect(readPostgresUrl('postgres://u@[::1]:1/d')).toMatchObject({ place: 'postgres://[::1]:1/d' });
  const socket = readPostgresUrl('postgres:///d?host=/run/postgresql');
  expect(socket.place).toBe('postgres:///run/postgresql/d');
  expect(socket.config()).toMatchObject({ host: '/run/postgresql', database: 'd' });
});

test('D37 require encrypts without proof, an authority is asked for where it is named', () => {
  const ssl = (url: string): unknown => readPostgresUrl(url).config().ssl;
  expect(ssl('postgres://h/d?sslmode=require')).toMatchObject({ rejectUnauthorized: false });
  expect(() => ssl('postgres://h/d?sslmode=require&sslrootcert=/nowhere/ca.pem')).toThrow(
    'sslrootcert of DATABASE_URL cannot be read: /nowhere/ca.pem (ENOENT)',
  );
  const here = import.meta.filename;
  expect(ssl(`postgres://h/d?sslmode=require&sslrootcert=${here}`)).toMatchObject({ rejectUnauthorized: true, ca: expect.any(String) });
});

test.each([
  'postgres://h',
  'postgres://h/',
  'postgres:///d',
  'postgres://h/d/e',
  'postgres://one,two/d',
  'postgres://h/d?sslmode=prefer',
  'postgres://h/d?sslmod=require',
  'postgres://h/d?sslrootcert=/ca.pem',
  'postgres://h/d#x',
])('D37 %s is refused, not guessed at', (url) => {
  expect(isPostgresUrl(url)).toBe(true);
  expect(() => readPostgresUrl(url)).toThrow();
});
