/** Names of a specification, sorted by what a mirror does with them. */
export type Sorted<Treatment extends string> = Readonly<Record<Treatment, readonly string[]>>;

/** The words of a text. */
export const words = (text: string): string[] => text.trim().split(/\s+/);

/** What the mirror makes of an element. */
export type ElementTreatment =
  /** Stands under its own name with its attributes and children. */
  | 'carried'
  /** Stands under its own name; what it holds or loads travels in a way of its own, or not at all. */
  | 'hollow'
  /** Means nothing to a browser of today (`HTMLUnknownElement`): its name and children stand. Where a browser gives it a meaning: placeholder. */
  | 'meaningless'
  /** An empty, hidden `sightline-x` without attributes keeps its place. */
  | 'placeholder';

/** What the mirror makes of an attribute. */
export type AttributeTreatment =
  /** As it is. */
  | 'carried'
  /** A reference to an element of the same tree. */
  | 'reference'
  /** Addresses in it become assets, or go. */
  | 'style'
  /** A link: http(s) without query, else `#`. It is never followed. */
  | 'link'
  /** An asset of the session, or goes. */
  | 'picture'
  /** Never stands in a mirror. */
  | 'gone';
