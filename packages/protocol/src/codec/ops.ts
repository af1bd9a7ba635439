/**
 * Operations of a view frame's body. A node's id is never written where it is made: both ends count, the document being 1
 * and every node made by `Element`, `ElementNs`, `Text`, `Comment`, `Shadow` and `Box` the next number in order of writing.
 *
 * Grammar (s string, v varint, i zigzag int, b byte):
 *
 *   node   := Element s:tag attrs node* End            HTML element; Shadow, where there is one, is the first child
 *           | ElementNs s:namespace s:qualifiedName attrs node* End
 *           | Text s | Comment                          a comment keeps its place, never its words
 *           | Shadow b:flags node* End                  flags: 1 delegatesFocus, 2 manual slot assignment, 4 clonable
 *           | Box s:tag                                 a masked element: nothing of it but its place (see BoxGeometry)
 *           | Move v:id                                 a node that has an id already, from wherever it was
 *   attrs  := v:count (s:name s:value)*                 name may carry a prefix (`xlink:href`)
 *
 *   change := Insert v:parent v:previousSibling(0 none) node* End
 *           | Remove v:id                               unknown ids are no error
 *           | SetText v:id s
 *           | SetAttribute v:id s:name s:value | RemoveAttribute v:id s:name
 *           | Value v:id s                              value of input, textarea
 *           | Flags v:id b                              StateFlag bits of a control or option
 *           | TopLayer v:count (v:id v:how)*            what is in the top layer, bottom first; how: its StateFlag bit there
 *           | Scroll v:id i:left i:top                  eighths of a CSS pixel; the document's id scrolls the viewport
 *           | BoxGeometry v:id v:width v:height s:style  eighths of a CSS pixel of the border box; style: `BOX_STYLE` declarations
 *           | Sheet v:sheet s:text                      makes or replaces the whole text of a sheet
 *           | SheetAsset v:sheet v:asset                a sheet only the service can read: its text is asset n
 *           | SheetRules v:sheet v:count s*             appends rules at the end
 *           | SheetList v:root v:count (v:sheet s:media)* the enabled sheets of a document or shadow root, in cascade order
 *           | Meta s:json                               the fields of `ViewMeta` that changed
 *           | Focus v:id | Hover v:id | Active v:id     innermost element in that state, 0 none
 *           | Ring v:id                                 the focused element while it shows its focus (`:focus-visible`), 0 none
 *           | Embedded v:id b:flags v:size bytes        one frame of the document in an `iframe`: a body of a stream of its own, FrameFlag bits
 *           | Unshared v:id s:host                      nothing of an `iframe`'s document can be shown; host: where it is from, '' unknown
 *           | Checksum v:first v:end v:hash             of the nodes with ids from first to before end, after this frame (checksum.ts)
 *
 * Order inside a flush: inserts, then removals, then everything else.
 */
export const Op = {
  End: 0,
  Element: 1,
  ElementNs: 2,
  Text: 3,
  Comment: 4,
  Shadow: 5,
  Box: 6,
  Move: 7,
  Insert: 16,
  Remove: 17,
  SetText: 18,
  SetAttribute: 19,
  RemoveAttribute: 20,
  Value: 21,
  Flags: 22,
  Scroll: 23,
  BoxGeometry: 24,
  Sheet: 25,
  SheetAsset: 26,
  SheetRules: 27,
  SheetList: 28,
  Meta: 29,
  Focus: 30,
  Hover: 31,
  Active: 32,
  Checksum: 33,
  Embedded: 34,
  Unshared: 35,
  Ring: 36,
  TopLayer: 37,
} as const;
export type Op = (typeof Op)[keyof typeof Op];

/** The document's id. */
export const DOCUMENT_ID = 1;

/** Bits of `Op.Flags`, and of `Op.TopLayer` the last three. */
export const StateFlag = { Checked: 1, Indeterminate: 2, Selected: 4, ModalDialog: 8, PopoverOpen: 16, Fullscreen: 32 } as const;

/** What an address of an asset becomes on the wire: `asset:` and the asset's number, in URL attributes and `url()`. */
export const ASSET_SCHEME = 'sightline-asset:';

/** What the viewer must know of the page besides its tree. */
export interface ViewMeta {
  /** CSS pixels of the layout viewport, scroll bars included. */
  width: number;
  height: number;
  /**
   * The part of it the customer sees, zoomed into with two fingers or above a phone's keyboard: left, top, width, height in its CSS pixels;
   * null where all is seen.
   */
  zoomed: readonly [number, number, number, number] | null;
  /** `document.compatMode` is `BackCompat`. */
  quirks: boolean;
  /** Follows the text rules of the gate. */
  title: string;
  /** Origin and path; see the address rules of the gate. */
  url: string;
  /** Media features an embedder cannot set, resolved on the customer's side: `{'prefers-color-scheme': 'dark', …}`. */
  media: Record<string, string>;
  /** Custom element names that are defined. */
  defined: string[];
  /** Ids of the elements in a state no mirror is in by itself, by the selector that means it. */
  states?: Record<string, number[]>;
  /** What of the page cannot be followed: names of trackers, of elements in angle brackets. Empty as a rule. */
  lost: string[];
}

/**
 * Body of a pointer frame: CSS pixels of the viewport as zigzag ints, a node's id (0 none), or inside box `id` with no place.
 * `Frame v:id` comes before any of them, once a level: places and ids are of the document in that `iframe`. `Laser` is a `Move` of
 * somebody who points with the laser.
 */
export const PointerOp = { Move: 1, Down: 2, Up: 3, Leave: 4, InsideBox: 5, Frame: 6, Laser: 7 } as const;
