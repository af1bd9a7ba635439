/** Bytes a viewer may load, with a type that can never become a document of its own. */
export interface Asset {
  /** A type `safeType` let pass. */
  mime: string;
  bytes: Uint8Array;
  /** A customer's browser supplied it: nobody keeps it for later. */
  supplied?: true;
  /** Where anybody gets the same picture, from a page of any origin and without credentials: the service did. */
  open?: string;
}
