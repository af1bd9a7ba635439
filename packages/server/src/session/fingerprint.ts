import { createHash } from 'node:crypto';
import { type AddedRules, type GivenRules, rulesText } from '@sightline/protocol';

/** The name of a set of rules: the first 16 bytes of the SHA-256 of their canonical text, in hex. */
export const fingerprint = (given: GivenRules, added?: AddedRules): string =>
  createHash('sha256').update(rulesText(given, added)).digest('hex').slice(0, 32);
