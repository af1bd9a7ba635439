import { type ErrorRow, row } from './row.js';
import { errorObject, SightlineError } from './sightline-error.js';

/** What can be wrong with the form of a PIN: a client says so where one is given, which most sessions of customers never see. */
export const PIN_ROWS = {
  '1008:pin_too_long': row(1008, 400, 'PIN code exceeds the maximum length', 'Use at most 10 letters or digits.'),
  '1008:pin_bad_chars': row(1008, 400, 'PIN code contains invalid characters.', 'Use ASCII letters and digits only, without blanks.'),
  '1009:pin_required': row(1009, 400, 'PIN code is required.', 'Pass customPinCode where the token enables BYOP, pinCode to join.'),
} as const satisfies Record<string, ErrorRow>;

export const makePinError = (id: keyof typeof PIN_ROWS): SightlineError => new SightlineError(errorObject(id, PIN_ROWS[id]));
