/** What the customer's side tells of states, by its selector: the attribute that elements in them carry. */
export const TOLD_STATES: readonly (readonly [selector: string, attribute: string])[] = [
  [':user-valid', 'sightline-user-valid'],
  [':user-invalid', 'sightline-user-invalid'],
  [':target', 'sightline-target'],
  [':autofill', 'sightline-autofill'],
  [':open', 'sightline-open'],
  ['[is]:not(:defined)', 'sightline-undefined'],
  // The browser's own: no attribute.
  [':invalid', ''],
];

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
  // A mirror shows full screen by a popover (`top-layer.ts`); for the page it is modal, and no popover.
  modal: ':is(:modal,[sightline-fullscreen])',
  'popover-open': ':popover-open:where(:not([sightline-fullscreen]))',
  'user-valid': '[sightline-user-valid]',
  'user-invalid': '[sightline-user-invalid]',
  // A list that is open: `details` and `dialog` say it themselves.
  open: ':is(:open,[sightline-open])',
  autofill: '[sightline-autofill]',
  '-webkit-autofill': '[sightline-autofill]',
  // Elements that the page has not defined carry the attribute; everything else is defined.
  defined: ':not([sightline-undefined])',
};
