/** Part `failures`: what a customer can do about a failure. */
export { errorText } from '../ui/error-text.js';
