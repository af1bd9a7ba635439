/** Part `help`: what agents do on the page, and the customer with them; brings the parts that do it. */
export { methods } from '../help/methods.js';
export { openHelp } from '../help/open-help.js';
