/** Part `move`: for a customer who moves the panel. */
export { makeMovable } from '../ui/movable.js';
