import { elementIn, HTML_NS, inertElement, SVG_NS } from '@sightline/protocol';
import type { LateNames } from './late-names.js';

/** How an element is carried. */
export const Kind = {
  /** `object`, `embed`: a box, like something masked; what a plug-in or another page shows there cannot be mirrored. */
  Plugin: -1,
  Plain: 0,
  /** May not stand in a mirror: a `sightline-x` keeps its place. */
  Gone: 1,
  /** Its own tag, nothing else: what it holds is not part of the page's picture. */
  Place: 2,
  /** `style`, `link`: attributes, no children; its rules travel as a sheet. */
  Sheet: 3,
  /** Attributes, no children. */
  Frame: 4,
  Input: 5,
  Textarea: 6,
  Select: 7,
  Option: 8,
  Custom: 10,
  Canvas: 11,
  /** Suggestions of fields. */
  Datalist: 12,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

const HTML_KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    noscript: Kind.Place,
    template: Kind.Place,
    style: Kind.Sheet,
    link: Kind.Sheet,
    iframe: Kind.Frame,
    input: Kind.Input,
    textarea: Kind.Textarea,
    select: Kind.Select,
    option: Kind.Option,
    canvas: Kind.Canvas,
    datalist: Kind.Datalist,
  }),
);

/** True where children are mirrored. */
export const hasChildren = (kind: Kind): boolean => kind === Kind.Plain || kind >= Kind.Input;

/** Looks an element's kind up by namespace and local name; one map look-up for a name seen before. `unknown`: see `inertElement`. */
export function createKinds(
  names: LateNames,
  unknown: (localName: string) => boolean,
): (namespace: string | null, localName: string) => Kind {
  const kinds = new Map<string, Kind>();
  let from = names.now;
  return (namespace, localName) => {
    if (from !== names.now) kinds.clear();
    from = names.now;
    const html = namespace === HTML_NS;
    const key = html ? localName : `${localName} ${namespace}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      if (html && (localName === 'object' || localName === 'embed')) kind = Kind.Plugin;
      else if (!elementIn(from, namespace, localName)) {
        kind = inertElement(namespace, localName, unknown) ? Kind.Plain : Kind.Gone;
        names.missed(namespace, localName);
      } else if (html) kind = localName.includes('-') ? Kind.Custom : (HTML_KINDS.get(localName) ?? Kind.Plain);
      else kind = namespace === SVG_NS && localName === 'style' ? Kind.Sheet : Kind.Plain;
      if (kinds.size < 8192) kinds.set(key, kind);
    }
    return kind;
  };
}
