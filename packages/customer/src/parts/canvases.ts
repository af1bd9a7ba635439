/** Part `canvases`: carries what is drawn, for pages with a canvas. */
export { createCanvases } from '../capture/canvases.js';
