import { type CallArguments, invalid } from '../call/arguments.js';
import { type Result, success } from '../call/result.js';
import { asksForOwnPin } from './byop.js';
import { checkPin } from './pin.js';

/** What `start` is given, on either side. */
export interface StartWishes {
  sdkToken: string;
  customPinCode?: string;
}

/** `{sdkToken, customPinCode?}`: `null` and '' are no PIN. */
export function readStart({ options }: CallArguments): Result<StartWishes> {
  const { sdkToken, customPinCode = '' } = options;
  if (typeof sdkToken !== 'string') return invalid('sdkToken');
  if (typeof customPinCode !== 'string' && customPinCode !== null) return invalid('customPinCode');
  // The service takes no longer text, and no PIN is that long.
  return success({ sdkToken, ...(customPinCode ? { customPinCode: customPinCode.slice(0, 256) } : {}) });
}

/** The PIN's own rules, where the token asks for one: required, then its form (spec: errors §6). */
export function checkOwnPin({ sdkToken, customPinCode }: StartWishes): Result<object> {
  return asksForOwnPin(sdkToken) ? checkPin(customPinCode) : success({});
}

/** A join with a PIN, or a resume (surface §4). */
export type JoinWishes = { kind: 'resume' } | { kind: 'pin'; pinCode: string; sdkToken: string };

/** `{pinCode, sdkToken}`; without `pinCode` a resume; `null` is an empty PIN. */
export function readJoin({ options }: CallArguments): Result<JoinWishes> {
  const { pinCode, sdkToken } = options;
  if (pinCode === undefined) return success({ kind: 'resume' });
  if (typeof pinCode !== 'string' && pinCode !== null) return invalid('pinCode');
  if (typeof sdkToken !== 'string') return invalid('sdkToken');
  return success({ kind: 'pin', pinCode: pinCode ?? '', sdkToken });
}
