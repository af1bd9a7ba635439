/**
 * Pseudo-classes an inert, untouched frame never matches, and what stands for them. An attribute selector has their
 * specificity. The attributes are ours: none of them is ever accepted from the wire.
 */
export const STATES: Readonly<Record<string, string>> = {
  hover: '[sightline-hover]',
  active: '[sightline-active]',
  focus: '[sightline-focus]',
  'focus-visible': '[sightline-focus-visible]',
  'focus-within': '[sightline-focus-within]',
  '-moz-focusring': '[sightline-focus-visible]',
  target: '[sightline-target]',
  'target-within': '[sightline-target-within]',
  visited: '[sightline-visited]',
  fullscreen: '[sightline-fullscreen]',
  '-webkit-full-screen': '[sightline-fullscreen]',
  'user-valid': '[sightline-user-valid]',
  'user-invalid': '[sightline-user-invalid]',
  autofill: '[sightline-autofill]',
  '-webkit-autofill': '[sightline-autofill]',
  // Custom elements that the page has not defined carry the attribute; everything else is defined.
  defined: ':not([sightline-undefined])',
};
