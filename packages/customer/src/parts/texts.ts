/** Part `texts`: what decides about words, for pages in mode `all` or with patterns. */
export { createTextRules } from '../privacy/text-rules.js';
