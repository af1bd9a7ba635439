/** Part `texts`: what decides about words, for pages in mode `all` or with patterns. */
export { patternsMean } from '../privacy/patterns/patterns-mean.js';
export { createTextRules } from '../privacy/text-rules.js';
