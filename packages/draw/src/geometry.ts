/** CSS pixels of the layer that is drawn on. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A point as fractions of a box; 0 along a side that has no length. */
export const toFractions = (x: number, y: number, { left, top, width, height }: Box): [x: number, y: number] => [
  width > 0 ? (x - left) / width : 0,
  height > 0 ? (y - top) / height : 0,
];

/** Points that are fractions of a box, in pixels. */
export const toPixels = (points: readonly number[], { left, top, width, height }: Box): number[] =>
  points.map((fraction, i) => (i % 2 ? top + fraction * height : left + fraction * width));

/** What two boxes share; undefined where they share no area. */
export function intersection(a: Box, b: Box): Box | undefined {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const width = Math.min(a.left + a.width, b.left + b.width) - left;
  const height = Math.min(a.top + a.height, b.top + b.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}
