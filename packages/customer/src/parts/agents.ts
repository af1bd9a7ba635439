/** Part `agents`: what the customer decides about agents. */
export { methods } from '../session/agent-methods.js';
