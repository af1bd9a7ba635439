import { type Stroke, type Strokes, toPixels, touches } from '@sightline/draw';
import type { StrokeName } from '@sightline/protocol';
import type { PagePoint } from '../../stage/mode.js';
import type { MirrorPlaces } from './mirror-places.js';

/** CSS pixels of the customer's page the eraser reaches around its place. */
const REACH = 6;

/** The strokes an eraser meets on its way from one place to another; those that are not seen are not met. */
export function strokesOnWay(strokes: Strokes, places: MirrorPlaces, from: PagePoint, to: PagePoint): StrokeName[] {
  const way = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  return [...strokes.all()].filter((stroke: Stroke) => {
    const place = places.of(stroke.anchor);
    return place && touches({ tool: stroke.tool, width: stroke.width, points: toPixels(stroke.points, place.box) }, way, REACH);
  });
}
