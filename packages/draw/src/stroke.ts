import type { Anchor, StrokeName, StrokeTool } from '@sightline/protocol';

/** One stroke, the same object as long as it is there. */
export interface Stroke extends StrokeName {
  readonly tool: StrokeTool;
  /** 0xRRGGBB. */
  readonly color: number;
  /** CSS pixels of the customer's page. */
  readonly width: number;
  readonly anchor: Anchor;
  /** Fractions of the anchor's border box, `[x, y, …]`; of a rectangle and an arrow the first and the last. */
  readonly points: readonly number[];
  readonly ended: boolean;
  /** Nobody keeps it: it is gone `VANISH_MS` after its end. */
  readonly vanishing: boolean;
  /** When it is gone; of a stroke that stays, and of one that is still drawn, undefined. */
  readonly goneAt: number | undefined;
}

/** What happened to a stroke. */
export type StrokeChange = 'begun' | 'grown' | 'anchored' | 'gone';
