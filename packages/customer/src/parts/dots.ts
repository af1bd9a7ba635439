/** Part `dots`: what is private by its style, for pages whose styles turn text into dots or make it editable. */
export { createDots } from '../capture/dots.js';
