/** Outlines on a 20 × 20 grid, drawn with a round pen. */
const ICONS = {
  copy: 'M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7z',
  check: 'M4 10.5l4 4 8-9',
  minus: 'M5 10h10',
  plus: 'M5 10h10M10 5v10',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M7 8h6v4H7z',
  expand: 'M12 3h5v5M17 3l-6 6M8 17H3v-5M3 17l6-6',
  shrink: 'M17 8h-5V3M12 8l5-5M3 12h5v5M8 12l-5 5',
  leave: 'M8 3H4.5A1.5 1.5 0 0 0 3 4.5v11A1.5 1.5 0 0 0 4.5 17H8M13 6l4 4-4 4M17 10H8',
  shield: 'M10 2.5l6 2.2v4.6c0 3.9-2.5 6.7-6 8.2-3.5-1.5-6-4.3-6-8.2V4.7zM7.2 9.8l2 2 3.6-3.8',
  end: 'M5 5l10 10M15 5L5 15',
  hand: 'M7 9.5V4.8a1.2 1.2 0 0 1 2.4 0v4M9.4 8.6V3.7a1.2 1.2 0 0 1 2.4 0v5M11.8 9V5a1.2 1.2 0 0 1 2.4 0v6.500c0 3.200-1.900 5.500-4.800 5.500-2.400 0-3.500-1.200-4.400-2.900L3.600 11.300c-.5-1 .8-1.900 1.600-1L7 12.200V9.500',
  laser: 'M4 16l7-7M13.500 3.500v2M13.500 8.500v2M17 7h-2M12 7h-2M16 4.500l-1.300 1.300M11.500 9.200',
  pen: 'M4 16l1-3.700L13.300 4a1.600 1.600 0 0 1 2.300 0l.4.4a1.600 1.600 0 0 1 0 2.300L7.700 15zM12 5.500l2.500 2.500',
  vanishing_pen:
    'M4 16l1-3.700L13.300 4a1.600 1.600 0 0 1 2.300 0l.4.4a1.600 1.600 0 0 1 0 2.300L7.700 15zM10.500 17h.01M13.500 17h.01M16.500 17h.01',
  rectangle: 'M3.500 5h13v10h-13z',
  arrow: 'M4 16L16 4M9 4h7v7',
  highlighter: 'M5 12.500L12.500 4l4 3.500L9 16H6.500zM8 9l4.500 4M3 17.500h8',
  eraser:
    'M8 16l-4.500-4.500a1.400 1.400 0 0 1 0-2L9.500 3.500a1.400 1.400 0 0 1 2 0l5 5a1.400 1.400 0 0 1 0 2L11 16zM6.500 6.500l7 7M8 16h9',
  snap: 'M3 6V3h3M14 3h3v3M17 14v3h-3M6 17H3v-3M7 7h6v6H7z',
  undo: 'M7.500 4L4 7.500 7.500 11M4 7.500h7a4.500 4.500 0 0 1 0 9H8',
  redo: 'M12.500 4L16 7.500 12.500 11M16 7.500H9a4.500 4.500 0 0 0 0 9h3',
  clearMine: 'M4 6h12M8 6V4h4v2M5.500 6l.8 10.500h7.400L14.500 6',
  clearAll: 'M4 6h12M8 6V4h4v2M5.500 6l.8 10.500h7.400L14.500 6M8.500 9l3 4.500M11.500 9l-3 4.500',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
} as const;

export type IconName = keyof typeof ICONS;

/** A picture hidden from assistive technology: the button's name says what it does. */
export function icon(document: Document, name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
