import { expect, test } from 'vitest';
import { CLIENT_ROWS } from './client-rows.js';
import { errorFromWire, makeError } from './make-error.js';
import { SightlineError } from './sightline-error.js';
import { ERROR_TABLE, type ErrorId, errorOf } from './table.js';

const ids = Object.keys(ERROR_TABLE) as ErrorId[];

test('P4.1 thirty causes of the original and two of ours, fifteen codes', () => {
  const ours = ['9999:invalid_argument', '9999:unsupported_browser'];
  expect(ids.filter((id) => !ours.includes(id))).toHaveLength(30);
  expect(ids).toEqual(expect.arrayContaining(ours));
  expect(new Set(ids.map((id) => ERROR_TABLE[id].code)).size).toBe(15);
  for (const id of ids) expect(id.startsWith(`${ERROR_TABLE[id].code}:`)).toBe(true);
});

test('P4.2 an error is an Error whose fields survive JSON and spreading', () => {
  for (const id of ids) {
    const error = new SightlineError(errorOf(id, { field: 'appKey' }));
    expect(error).toBeInstanceOf(Error);
    const json = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
    expect({ ...error }).toEqual(json);
    expect(json).toMatchObject({
      code: error.code,
      errorCode: error.code,
      name: error.exception,
      errorMsg: error.message,
      cause: id.split(':')[1],
    });
  }
  expect(makeError('9999:invalid_argument', { field: 'appKey' }).message).toBe('Invalid argument: appKey.');
});

test('P4.3 actions are sentences of at most 140 characters; only rows of column R are retryable', () => {
  for (const id of ids) expect(ERROR_TABLE[id].action).toMatch(/^\p{Lu}.{10,138}\.$/u);
  const retryable = ids.filter((id) => ERROR_TABLE[id].retryable).map((id) => id.split(':')[1]);
  expect(retryable.sort()).toEqual([
    'canceling',
    'connect_exhausted',
    'failover_exhausted',
    'join_internal',
    'network',
    'rate_limited',
    'service_error',
    'session_error_retry',
    'token_internal',
    'transfer_recovering',
  ]);
});

test('P4.4 an error from the wire takes nothing but its row, the field and retryAfterMs', () => {
  const error = errorFromWire({ code: 1011, cause: 'session_gone', message: '<b>', stack: 'x', action: 'y' }, '9999:service_error');
  expect({ ...error }).toEqual({ ...makeError('1011:session_gone') });
  expect(errorFromWire({ code: 1, cause: 'x' }, '9999:service_error').cause).toBe('service_error');
  expect(errorFromWire({ code: 9999, cause: 'invalid_argument', message: 'Invalid argument: role.' }, '9999:service_error').message).toBe(
    'Invalid argument: role.',
  );
  expect(errorFromWire({ code: 9999, cause: 'invalid_argument', message: 'Invalid argument: <img>.' }, '9999:service_error').message).toBe(
    'Invalid argument: value.',
  );
});

test('P4.5 a row only the service has arrives whole, within bounds', () => {
  const served = ids.filter((id) => !Object.hasOwn(CLIENT_ROWS, id));
  expect(served.length).toBeGreaterThan(10);
  for (const id of served) {
    const sent = JSON.parse(JSON.stringify(errorOf(id))) as Record<string, unknown>;
    expect({ ...errorFromWire({ ...sent, stack: 'x', exception: 'MADE' }, '9999:service_error') }).toEqual({ ...errorOf(id) });
    for (const wrong of [{ message: '<b>' }, { message: 'x'.repeat(141) }, { action: 1 }, { code: 1 }, { cause: 'a b' }])
      expect(errorFromWire({ ...sent, ...wrong }, '9999:service_error').cause).toBe('service_error');
  }
  expect(errorFromWire({ ...errorOf('9999:rate_limited'), retryAfterMs: 7 }, '9999:service_error').retryAfterMs).toBe(7);
});
