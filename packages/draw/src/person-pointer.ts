import { contrastWithWhite, cssColor, haloOf, personColor } from './palette.js';
import { keepAttributes, svg } from './svg.js';

export interface Person {
  name: string;
  /** The number of the person's colour. */
  color: number;
}

/** Somebody's pointer. Places are pixels of the layer. */
export interface PersonPointer {
  readonly element: HTMLElement;
  /** The laser's, which lies among the strokes. */
  readonly trail: SVGPathElement;
  is(person: Person): boolean;
  move(x: number, y: number): void;
  press(down: boolean): void;
  /** Shown as a light point that leaves a trail; `now` as in `Ink.tick`. */
  laser(x: number, y: number, now: number): void;
  /** At the middle of a masked element: it is in there, no more is known. */
  inside(hidden: boolean): void;
  hide(): void;
  fade(now: number): boolean;
  remove(): void;
}

const ARROW = 'M1 1v15.5l4.2-3.7 2.7 6 2.6-1.2-2.7-5.8h5.7z';
const TRAIL_MS = 700;
/** Pixels a name takes at most, with what is between it and its pointer: where there is less to the right of it, it is to the left. */
const NAME_WIDTH = 196;
/** Points of a trail at once. */
const MOST_POINTS = 120;

export function createPersonPointer(document: Document, { name, color }: Person): PersonPointer {
  const ink = personColor(color);
  const css = cssColor(ink);
  const arrow = svg(document, 'path', { d: ARROW, fill: css, stroke: haloOf(ink), 'stroke-width': 1.2 });
  const dot = svg(document, 'circle', { cx: 1, cy: 1, r: 6, fill: css, stroke: haloOf(ink), 'stroke-width': 1.5, display: 'none' });
  const ring = svg(document, 'circle', { cx: 1, cy: 1, r: 12, fill: 'none', stroke: css, 'stroke-width': 2.5, display: 'none' });
  const picture = svg(document, 'svg', { width: 16, height: 20, overflow: 'visible' }, ring, arrow, dot);
  const tag = document.createElement('span');
  tag.textContent = name;
  tag.dir = 'auto';
  const element = document.createElement('div');
  element.append(picture, tag);
  Object.assign(element.style, { position: 'absolute', left: '0', top: '0', display: 'none', willChange: 'transform' });
  Object.assign(picture.style, { display: 'block', overflow: 'visible' });
  Object.assign(tag.style, {
    position: 'absolute',
    left: '12px',
    top: '18px',
    maxWidth: '14em',
    padding: '1px 6px',
    borderRadius: '8px',
    font: '12px/16px system-ui, sans-serif',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: contrastWithWhite(ink) < 4.5 ? '#000' : '#fff',
    background: css,
    forcedColorAdjust: 'none',
    display: name ? 'block' : 'none',
  });
  const trail = svg(document, 'path', {
    fill: 'none',
    stroke: css,
    'stroke-width': 4,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'stroke-opacity': 0.6,
  });
  const setTrail = keepAttributes(trail);
  let points: { x: number; y: number; at: number }[] = [];
  let lights = false;

  const light = (on: boolean): void => {
    if (on === lights) return;
    lights = on;
    dot.setAttribute('display', on ? 'inline' : 'none');
    arrow.setAttribute('display', on ? 'none' : 'inline');
  };
  const move = (x: number, y: number): void => {
    element.style.display = 'block';
    const across = element.parentElement?.clientWidth ?? Infinity;
    const [left, right] = x > Math.max(across - NAME_WIDTH, across / 2) ? ['auto', '18px'] : ['12px', 'auto'];
    Object.assign(tag.style, { left, right });
    element.style.transform = `translate(${Math.round(x * 10) / 10}px, ${Math.round(y * 10) / 10}px)`;
  };
  return {
    element,
    trail,
    is: (person) => person.name === name && person.color === color,
    move(x, y) {
      light(false);
      move(x, y);
    },
    press: (down) => ring.setAttribute('display', down ? 'inline' : 'none'),
    laser(x, y, now) {
      light(true);
      move(x, y);
      points = [...points.slice(1 - MOST_POINTS), { x, y, at: now }];
    },
    inside: (hidden) => void (picture.style.opacity = hidden ? '0.4' : '1'),
    hide() {
      element.style.display = 'none';
      ring.setAttribute('display', 'none');
      points = [];
      setTrail({ d: '' });
    },
    fade(now) {
      if (points.length === 0) return false;
      points = points.filter(({ at }) => at + TRAIL_MS > now);
      setTrail({ d: points.map(({ x, y }, i) => `${i ? 'L' : 'M'}${Math.round(x)} ${Math.round(y)}`).join('') });
      return points.length > 0;
    },
    remove() {
      element.remove();
      trail.remove();
    },
  };
}
