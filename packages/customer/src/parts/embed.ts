/** Part `embed`: carries the documents in frames, for pages that have any, and answers for a page that is in a frame itself. */
export { createEmbeds } from '../embed/embeds.js';
export { joinParent } from '../embed/joined.js';
