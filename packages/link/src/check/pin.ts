import { LIMITS, makeError } from '@sightline/protocol';
import { failure, type Result, success } from '../call/result.js';

/** The form of a PIN: an empty one is a missing one, then its length is looked at first (spec: errors §4). */
export function checkPin(pin = ''): Result<object> {
  if (pin === '') return failure(makeError('1009:pin_required'));
  if (pin.length > LIMITS.pinLength) return failure(makeError('1008:pin_too_long'));
  return /^[0-9A-Za-z]+$/.test(pin) ? success({}) : failure(makeError('1008:pin_bad_chars'));
}
