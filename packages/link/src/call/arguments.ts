import { makeError } from '@sightline/protocol';
import { findCallback } from './find-callback.js';
import { failure, type Result, success } from './result.js';
import type { Callback } from './settle.js';

/** A method's arguments after the rules of surface §4. */
export interface CallArguments {
  /** Own and inherited properties that are not `undefined`; empty where no object was given. */
  options: Record<string, unknown>;
  callback: Callback | undefined;
}

/**
 * Reads `(options?, callback?)`: a function in first place is the callback, `undefined` counts as absent. `fields` are the
 * properties the method looks at; each is read once, here, and a getter that throws makes its field invalid.
 */
export function readArguments(args: readonly unknown[], fields: readonly string[]): Result<CallArguments> {
  const [first, second] = args;
  const callback = findCallback(args);
  const options: Record<string, unknown> = {};
  if (typeof first === 'function') return success({ options, callback });
  if (second !== undefined && typeof second !== 'function') return invalid('callback');
  if (first === undefined) return success({ options, callback });
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return invalid('options');
  for (const field of fields) {
    try {
      const value = (first as Record<string, unknown>)[field];
      if (value !== undefined) options[field] = value;
    } catch {
      return invalid(field);
    }
  }
  return success({ options, callback });
}

/** The failure of a setting or argument of the wrong shape; `meant` is the name it was probably meant to have. */
export const invalid = (field: string, meant?: string): ReturnType<typeof failure> =>
  failure(makeError('9999:invalid_argument', meant === undefined ? { field } : { field, action: `Did you mean ${meant}?` }));
