import type { Box } from './geometry.js';

/** Where a stroke is on the layer. */
export interface StrokePlace {
  /** Its anchor's border box. */
  box: Box;
  /** What is seen of it; all where absent. */
  clip?: Box | undefined;
  /** Layer pixels for one CSS pixel of the customer's page; 1 where absent. */
  scale?: number;
}
