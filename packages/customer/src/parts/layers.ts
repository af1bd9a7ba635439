/** Part `layers`: what is in the top layer and in which order, for pages with dialogs, popovers or full screen. */
export { createLayers } from '../capture/layers.js';
