/** Part `embed`: carries the documents in frames, for pages that have any, and answers for a page that is in a frame itself. */
export { createEmbeds } from '../embed/embeds.js';
export { answerParent } from '../embed/answer.js';
export { isOriginEntry } from '../embed/origins.js';
