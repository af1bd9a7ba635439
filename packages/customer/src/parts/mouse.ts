/** Part `mouse`: what an agent's mouse does on the page, with the events of a hand's. */
export { createMouse } from '../assist/mouse.js';
