import type { Dirt } from './dirt.js';
import type { createSlice } from './slice.js';
import type { Stream } from './stream.js';
import type { Walk } from './walk.js';

/** One stream being captured. */
export interface Live {
  stream: Stream;
  dirt: Dirt;
  walk: Walk;
  slice: ReturnType<typeof createSlice>;
}
