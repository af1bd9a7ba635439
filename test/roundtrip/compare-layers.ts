import type { Mirror } from './mirror.js';

/** The corner that edits put their dialogs and popovers into, in CSS pixels, and the way from point to point. */
const CORNER = 100;
const STEP = 9;

/**
 * What differs in the order of the two top layers. No page can ask for it; a hit test tells it of all that is not inert. The names are
 * those that an edit gave the elements when it last touched them.
 */
export function compareLayers({ page, renderer, capture }: Mirror): string[] {
  // One that stands where nothing is mirrored makes the page inert, and the mirror not.
  if (modals(page).some((dialog) => capture.idOf(dialog) === undefined)) return [];
  for (let x = 1; x < CORNER; x += STEP) {
    for (let y = 1; y < CORNER; y += STEP) {
      const [wanted, seen] = [page, renderer.document].map((document) => hits(document, x, y)) as [string, string];
      if (wanted !== seen) return [`at ${x},${y} the top layer ${wanted} became ${seen}`];
    }
  }
  return [];
}

const hits = (document: Document, x: number, y: number): string =>
  document
    .elementsFromPoint(x, y)
    .filter((element) => element.matches('dialog:modal,:popover-open'))
    .map((element) => (element as HTMLElement).dataset.layer ?? '?')
    .join(' ');

const modals = (root: Document | ShadowRoot): Element[] =>
  [...root.querySelectorAll('*')].flatMap((e) => [
    ...(e.matches('dialog:modal') ? [e] : []),
    ...(e.shadowRoot ? modals(e.shadowRoot) : []),
  ]);

/** Closes the dialog that makes all others inert, so that what lies below can be compared; false where there is none. */
export function peel({ page }: Mirror): boolean {
  const dialogs = [...page.querySelectorAll<HTMLDialogElement>('dialog:modal')];
  const top = dialogs.find((dialog) => page.elementsFromPoint(1, 1).includes(dialog)) ?? dialogs[0];
  top?.close();
  return top !== undefined;
}
