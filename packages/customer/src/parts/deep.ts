/** Part `deep`: closed shadow roots, fonts and properties that scripts make, for pages with `deepCapture`. */
export { seeUnseen } from '../capture/see.js';
