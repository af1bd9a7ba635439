/** Kinds of what can leave a page. */
export type FieldKind =
  | 'text'
  | 'attribute'
  | 'value'
  | 'state'
  | 'address'
  | 'title'
  | 'asset'
  | 'sheet'
  | 'style of a box'
  | 'page'
  | 'not shared';

/** One thing that would leave the page: where it stands, what kind it is, and itself. */
export interface Field {
  path: string;
  kind: FieldKind;
  /** The attribute's, or the state's. */
  name?: string;
  what: string;
}

/** One masked element: where it stands and which rule masks it. */
export interface Box {
  path: string;
  rule: string;
}

export const fieldKey = ({ path, kind, name = '', what }: Field): string => JSON.stringify([path, kind, name, what]);
