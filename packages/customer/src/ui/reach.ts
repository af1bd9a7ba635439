/** Milliseconds between two looks. */
export const LOOK_MS = 500;

/**
 * What is where the panel's bottom corner is, the topmost first: the panel's host, where it can be reached. A hit test passes by
 * what is inert and what takes no pointer, and nothing else tells of a modal `dialog`, an element in full screen, `inert` or
 * something laid over the panel. Outside of a zoomed window there is nothing.
 */
export function hitPanel(view: Window, host: HTMLElement, panel: HTMLElement): Element[] {
  const { left, right, bottom, width } = panel.getBoundingClientRect();
  // Not laid out: hidden by the page, or taken out of it.
  if (width === 0) return [];
  const x = left < view.innerWidth - right ? left : right - 24;
  const hits = (host.getRootNode() as Document).elementsFromPoint(x + 12, bottom - 12);
  return hits.length > 0 ? hits : [host];
}

/** The panel is the only thing there that stands still. */
export const isClear = (view: Window, hits: Element[], host: HTMLElement): boolean =>
  hits[0] === host && hits.every((hit) => hit === host || view.getComputedStyle(hit).position !== 'fixed');
