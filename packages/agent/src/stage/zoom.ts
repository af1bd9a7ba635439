/** Sizes the agent steps through; 1 is the customer's own. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** `fit` follows the room there is and never enlarges; a number is a size the agent chose. */
export type Zoom = { mode: 'fit' } | { mode: 'fixed'; scale: number };

export interface Size {
  width: number;
  height: number;
}

/** The scale at which `page` is shown in `room`, both in CSS pixels. */
export function scaleOf(zoom: Zoom, page: Size, room: Size): number {
  if (zoom.mode === 'fixed') return zoom.scale;
  const scale = Math.min(1, room.width / page.width, room.height / page.height);
  return scale > 0 ? scale : 1;
}

/** The next larger (`by` 1) or smaller (−1) step from where the scale is now. */
export function step(scale: number, by: 1 | -1): number {
  const larger = STEPS.find((s) => s > scale + 0.005) ?? STEPS[STEPS.length - 1] ?? 1;
  const smaller = STEPS.findLast((s) => s < scale - 0.005) ?? STEPS[0];
  return by === 1 ? larger : smaller;
}

/** The scale two fingers ask for, within what the steps reach and what fits. */
export const pinched = (wanted: number, fit: number): number =>
  Math.min(STEPS[STEPS.length - 1] ?? 1, Math.max(Math.min(STEPS[0], fit), wanted));
