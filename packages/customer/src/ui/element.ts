/** Makes an element with attributes and children. No markup is parsed, so Trusted Types have nothing to object to. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Outlines of the widget's pictures, on a 16 × 16 grid. */
export const ICONS = {
  grip: 'M6 3.5v0M6 8v0M6 12.5v0M10 3.5v0M10 8v0M10 12.5v0',
  fold: 'M4 6l4 4 4-4',
} as const;

/** A picture from `ICONS`, hidden from assistive technology: the button's text says what it does. */
export function icon(document: Document, name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
