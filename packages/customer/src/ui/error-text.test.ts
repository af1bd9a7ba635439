import { ERROR_TABLE, type ErrorId, errorOf, makeError } from '@sightline/protocol';
import { describe, expect, it } from 'vitest';
import { errorText } from './error-text.js';
import { de } from './strings-de.js';
import { en } from './strings-en.js';

describe('errorText', () => {
  it.each(Object.keys(ERROR_TABLE) as ErrorId[])('4 tells %s in plain words, in both languages', (id) => {
    const error = errorOf(id);
    for (const strings of [en, de]) {
      const text = errorText(error, strings);
      expect(text).not.toBe(error.message);
      expect(text.length).toBeGreaterThan(20);
    }
    expect(errorText(error, de)).not.toBe(errorText(error, en));
  });

  it('4 says how long to wait', () => {
    expect(errorText(errorOf('9999:rate_limited', { retryAfterMs: 4200 }), en)).toContain('in 5 s');
    expect(errorText(errorOf('9999:rate_limited'), en)).toContain('later');
  });

  it('4 tells an unknown cause with its own message', () => {
    const unknown = { ...makeError('9999:service_error'), cause: 'from_the_future', message: 'A new thing.' };
    expect(errorText(unknown, en)).toBe('A new thing.');
  });
});
