/** Part `sizes`: which sizes follow from what an element holds, for pages where more than fields is masked. */
export { createContentSizes } from '../capture/content-sizes.js';
