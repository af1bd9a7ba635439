import { readPatterns } from '../read-patterns.js';
import { createPatternSet } from './pattern-set.js';

/** Whether a part of an address is meant by the patterns of `piiMask`; by wrong ones everything is. */
export function patternsMean(patterns: readonly (string | RegExp)[], part: string): boolean {
  const read = readPatterns(patterns);
  return read === undefined || createPatternSet(read, () => performance.now()).test(part);
}
