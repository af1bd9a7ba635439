/** Part `shorthands`: what cannot be read back from rules: shorthands that hold `var()`, and imported sheets. */
export { createShorthands } from '../capture/sheets/shorthands.js';
