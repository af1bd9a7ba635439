import type { StrokeTool } from '@sightline/protocol';

const short = (n: number): number => Math.round(n * 10) / 10;
const at = (x = 0, y = 0): string => `${short(x)} ${short(y)}`;

/** SVG path data of a stroke whose points are in pixels, `[x, y, …]`; `width` is that of its line. Empty where there is no point. */
export function strokePath(tool: StrokeTool, points: readonly number[], width: number): string {
  if (points.length < 2) return '';
  const [x = 0, y = 0] = points;
  const [endX = x, endY = y] = points.slice(-2);
  switch (tool) {
    case 'rectangle':
      return `M${at(x, y)}H${short(endX)}V${short(endY)}H${short(x)}Z`;
    case 'arrow':
      return arrow(x, y, endX, endY, width);
    case 'pen':
    case 'vanishing_pen':
    case 'highlighter':
      return freehand(points);
    default:
      return tool satisfies never;
  }
}

function arrow(x: number, y: number, endX: number, endY: number, width: number): string {
  const length = Math.hypot(endX - x, endY - y);
  if (length === 0) return `M${at(x, y)}h.01`;
  const head = Math.min(length, 6 + width * 4) / length;
  const [dx, dy] = [(endX - x) * head, (endY - y) * head];
  const side = 0.5;
  return `M${at(x, y)}L${at(endX, endY)}M${at(endX - dx - dy * side, endY - dy + dx * side)}L${at(endX, endY)}L${at(endX - dx + dy * side, endY - dy - dx * side)}`;
}

/** Curves through the middles between points, so that a hand's line has no corners; a dot where there is one point. */
function freehand(points: readonly number[]): string {
  let path = `M${at(points[0], points[1])}`;
  if (points.length === 2) return `${path}h.01`;
  for (let i = 2; i + 3 < points.length; i += 2) {
    const [x = 0, y = 0, nextX = 0, nextY = 0] = points.slice(i, i + 4);
    path += `Q${at(x, y)} ${at((x + nextX) / 2, (y + nextY) / 2)}`;
  }
  return `${path}L${at(...(points.slice(-2) as [number, number]))}`;
}
