/** Part `ask`: what the panel says only to some customers: the question about an agent, why a session ended, what stays hidden. */
export { ask } from '../ui/ask.js';
export { endingText } from '../ui/ending-texts.js';
export { KEPT_TEXTS } from '../ui/kept-texts.js';
