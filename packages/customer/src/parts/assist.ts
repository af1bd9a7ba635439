/** Part `assist`: carries out what an agent does on the page, or refuses it. */
export { createAssist } from '../assist/assist.js';
