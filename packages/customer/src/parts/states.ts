/** Part `states`: the states a mirror is not in by itself, for pages with fields, `details` or a target. */
export { createToldStates } from '../capture/told-states.js';
