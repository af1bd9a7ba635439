import { BOX_STYLE } from '@sightline/protocol';
import type { Natives } from './natives.js';

const OUTER: Readonly<Record<string, string>> = {
  inline: 'inline-block',
  contents: 'inline-block',
  'inline-table': 'inline-block',
  table: 'block',
};
const PX = 8;
/** UTF-16 units of the declarations of a box. */
const LONGEST = 8_192;

/** Gives a box its size, in eighths of a CSS pixel, and its place. `scratch` is a declaration block of the frame's realm. */
export function placeBox(
  box: Element,
  natives: Natives,
  scratch: CSSStyleDeclaration,
  geometry: { width: number; height: number; style: string },
): void {
  scratch.cssText = geometry.style.length > LONGEST ? '' : geometry.style;
  const style = natives.style(box);
  style.cssText = '';
  for (const name of BOX_STYLE) {
    const value = scratch.getPropertyValue(name);
    if (value !== '' && !/url|image|element\(/i.test(value)) style.setProperty(name, value, 'important');
  }
  const display = scratch.getPropertyValue('display');
  if (display in OUTER) style.setProperty('display', OUTER[display] ?? 'inline-block', 'important');
  else if (display === '') style.setProperty('display', 'inline-block', 'important');
  for (const [name, length] of [
    ['width', geometry.width],
    ['height', geometry.height],
  ] as const) {
    const value = `${length / PX}px`;
    style.setProperty(name, value, 'important');
    style.setProperty(`min-${name}`, value, 'important');
    style.setProperty(`max-${name}`, value, 'important');
  }
}
