import { toPixels } from './geometry.js';
import { cssColor, haloOf } from './palette.js';
import type { Stroke } from './stroke.js';
import type { StrokePlace } from './stroke-place.js';
import { strokePath } from './stroke-path.js';
import { keepAttributes, svg } from './svg.js';

/** The last part of a vanishing stroke's time, in which it fades. */
const FADE_MS = 1_000;

/** One stroke on the layer. */
export interface InkStroke {
  readonly element: SVGSVGElement;
  place(place: StrokePlace | undefined): void;
  /** True while it is vanishing. */
  fade(now: number): boolean;
}

export function createInkStroke(document: Document, stroke: Stroke): InkStroke {
  const line = {
    fill: 'none',
    'stroke-linecap': stroke.tool === 'highlighter' ? 'butt' : 'round',
    'stroke-linejoin': 'round',
    stroke: cssColor(stroke.color),
  };
  const marker = stroke.tool === 'highlighter';
  const halo = svg(document, 'path', { ...line, stroke: haloOf(stroke.color), 'stroke-opacity': 0.75 });
  const path = svg(document, 'path', line);
  // A dot has no length to be cut straight.
  const group = svg(document, 'g', marker ? { opacity: 0.4 } : {}, ...(marker ? [path] : [halo, path]));
  const element = svg(document, 'svg', {}, group);
  const [setWindow, setGroup, setHalo, setPath] = [element, group, halo, path].map(keepAttributes) as [Set, Set, Set, Set];
  let drawn = '';
  return {
    element,
    place(place) {
      setWindow({ display: place ? 'inline' : 'none' });
      if (!place) return;
      const { box, clip, scale = 1 } = place;
      const { points } = stroke;
      // Where it is changes far more often than what it looks like.
      const shape = [points.length, points.at(-2), points.at(-1), box.width, box.height, scale].join();
      if (shape !== drawn) {
        drawn = shape;
        const width = stroke.width * scale;
        const d = strokePath(stroke.tool, toPixels(points, { left: 0, top: 0, width: box.width, height: box.height }), width);
        setHalo({ d, 'stroke-width': width + 2 });
        setPath({ d, 'stroke-width': width, 'stroke-linecap': points.length === 2 ? 'round' : line['stroke-linecap'] });
      }
      setWindow(
        clip
          ? { x: clip.left, y: clip.top, width: clip.width, height: clip.height, overflow: 'hidden' }
          : { x: 0, y: 0, width: '100%', height: '100%', overflow: 'visible' },
      );
      setGroup({ transform: `translate(${box.left - (clip?.left ?? 0)} ${box.top - (clip?.top ?? 0)})` });
    },
    fade(now) {
      if (stroke.goneAt === undefined) return stroke.vanishing;
      const left = Math.max(0, Math.min(1, (stroke.goneAt - now) / FADE_MS));
      setWindow({ opacity: Math.round(left * 20) / 20 });
      return true;
    },
  };
}
type Set = ReturnType<typeof keepAttributes>;
