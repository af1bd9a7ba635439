import type { ElementPlaces, Ink, Stroke, StrokePlace, Strokes } from '@sightline/draw';
import type { Anchors } from './anchors.js';
import type { Overlay } from './overlay.js';
import type { DrawSession } from './session.js';

/** The page as one draws on it. */
export interface Board {
  session: DrawSession;
  overlay: Overlay;
  ink: Ink;
  places: ElementPlaces;
  anchors: Anchors;
  strokes: Strokes;
  /** Where strokes were last seen, in CSS pixels of the viewport. */
  placed: ReadonlyMap<Stroke, Pick<StrokePlace, 'box' | 'clip'>>;
  /** What a stroke of the customer's is or was tied to. */
  elementOf(stroke: Stroke): Element | undefined;
  /** There is something to show. */
  wake(): void;
}
