import { KEY_BYTES } from './sealing.js';

const MOST = 3;
const HEX = /^[\da-f]{64}$/i;
const BASE64 = /^[\w+/-]{43}=?$/;

function readKey(text: string): Buffer {
  const key = Buffer.from(text, HEX.test(text) ? 'hex' : 'base64');
  if (!(HEX.test(text) || BASE64.test(text)) || key.length !== KEY_BYTES) throw new Error('this is no key');
  return key;
}

/** Keys as `SECRETS_KEY` writes them: one to three, with commas between, each 32 bytes in hex, base64 or base64url. Throws. */
export function readKeys(text: string): Buffer[] {
  const keys = text.split(',').map((one) => readKey(one.trim()));
  if (keys.length > MOST) throw new Error('these are too many keys');
  return keys;
}
