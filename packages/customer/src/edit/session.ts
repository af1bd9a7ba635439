import type { RefusalReason } from '@sightline/protocol';

/** What filling in needs of the part that takes acts. */
export interface EditSession {
  natives: { now(): number };
  /** A node by the id its document's capture gave it. */
  nodeOf(document: Document, id: number): Node | undefined;
  /** Why an agent may not touch an element now: asked again where the page itself has moved the focus while a key went down. */
  refuses(element: Element): RefusalReason | undefined;
  /** Runs `press`, which clicks `target` or sends off a form, at once, after the customer has said yes, or never. */
  press(target: Element, press: () => void): void;
}
