export type Corner = 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';

/** Where the panel stands, in CSS pixels from the two edges of the window it is nearest to: `right 20 bottom 20`. */
export type Spot = string;

/** In the page's own storage, from the first move to the end of the session: reloads and tabs of the site show the panel there. */
export const SPOT_KEY = 'sightline-panel';

/** The corner's spot, some pixels further along its vertical edge. */
export const cornerSpot = (corner: Corner, further = 0): Spot => corner.replace(/(.+)-(.+)/, `$2 20 $1 ${20 + further}`);

/**
 * The declarations that put the panel there; undefined for what is no spot. It stays inside a window of any size: not past the far
 * edge, and not past the middle, so that from there on it has half the window for itself and scrolls.
 */
export const spotStyle = (spot: unknown): string | undefined => {
  const [, x, dx, y, dy] = /^(left|right) (\d+) (top|bottom) (\d+)$/.exec(String(spot)) ?? [];
  if (!x) return undefined;
  const near = `--y:clamp(8px,${dy}px,max(8px,50vh - 60px));${x}:clamp(8px,${dx}px,max(8px,100vw - 304px));${y}:var(--y)`;
  const far = `${x === 'left' ? 'right' : 'left'}:auto;${y === 'top' ? 'bottom' : 'top'}:auto`;
  return `${near};${far}`.replaceAll(';', '!important;') + '!important';
};
