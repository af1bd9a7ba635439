import { LIMITS } from '@sightline/protocol';

export type PinFault = '1008:pin_too_long' | '1008:pin_bad_chars';

/** What is wrong with the form of a PIN that is not empty: its length is looked at first (spec: errors §4). */
export function pinFault(pin: string): PinFault | undefined {
  if (pin.length > LIMITS.pinLength) return '1008:pin_too_long';
  if (!/^[0-9A-Za-z]+$/.test(pin)) return '1008:pin_bad_chars';
  return undefined;
}
