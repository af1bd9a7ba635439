/** Part `boxes`: measures what is masked, for pages where anything is. */
export { createBoxes } from '../capture/boxes.js';
