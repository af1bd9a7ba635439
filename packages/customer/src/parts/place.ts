/** Part `place`: for a panel that is moved, or that the page covers or makes inert. */
export { placePanel } from '../ui/place-panel.js';
