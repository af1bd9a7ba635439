import type { StrokeTool } from '@sightline/protocol';

interface Segment {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/**
 * Whether an eraser that moved along `path` has come to a stroke: nearer than half its width and `reach`. Points are pixels, `[x, y, …]`;
 * a rectangle is touched at its sides.
 */
export function touches(stroke: { tool: StrokeTool; points: readonly number[]; width: number }, path: Segment, reach: number): boolean {
  const near = stroke.width / 2 + reach;
  return segmentsOf(stroke.tool, stroke.points).some((segment) => distance(segment, path) <= near);
}

function segmentsOf(tool: StrokeTool, points: readonly number[]): Segment[] {
  const [x = 0, y = 0, endX = x, endY = y] = points;
  const corners = tool === 'rectangle' ? [x, y, endX, y, endX, endY, x, endY, x, y] : points;
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < Math.max(2, corners.length - 2); i += 2) {
    const [x1 = 0, y1 = 0, x2 = x1, y2 = y1] = corners.slice(i, i + 4);
    segments.push({ x1, y1, x2, y2 });
  }
  return points.length < 2 ? [] : segments;
}

function distance(a: Segment, b: Segment): number {
  const side = (s: Segment, x: number, y: number): number => Math.sign((s.x2 - s.x1) * (y - s.y1) - (s.y2 - s.y1) * (x - s.x1));
  const parts = (s: Segment, t: Segment): boolean => side(s, t.x1, t.y1) * side(s, t.x2, t.y2) < 0;
  if (parts(a, b) && parts(b, a)) return 0;
  return Math.min(toSegment(a, b.x1, b.y1), toSegment(a, b.x2, b.y2), toSegment(b, a.x1, a.y1), toSegment(b, a.x2, a.y2));
}

function toSegment({ x1, y1, x2, y2 }: Segment, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = dx || dy ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy))) : 0;
  return Math.hypot(x1 + along * dx - x, y1 + along * dy - y);
}
