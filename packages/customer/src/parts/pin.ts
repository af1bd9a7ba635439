/** Part `pin`: for a `join`, and a `start` with a PIN of the integrator's own. */
export { checkPin } from '@sightline/link';
