/** Part `again`: for pages that call `init` more than once. */
export { joinMasks } from '../session/join-masks.js';
