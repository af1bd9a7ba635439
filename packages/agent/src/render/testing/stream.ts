import { DOCUMENT_ID, FrameFlag, HTML_NS, Op, type ViewMeta, createWriter, type Writer } from '@sightline/protocol';

/** A node of a hand-written stream: text, or `[tag, attributes, ...children]`; `ns:` in front of a tag names its namespace. */
export type Tree = string | [tag: string, attributes: Record<string, string>, ...children: Tree[]];

/** Writes view frames by hand, keeping count of ids the way both ends do. */
export interface Stream {
  readonly w: Writer;
  /** Writes one node; answers the id it got. A tag of `#shadow`, `#box` or `#comment` makes one of these. */
  node(tree: Tree): number;
  insert(parent: number, previous: number, ...trees: Tree[]): number[];
  meta(fields: Partial<ViewMeta>): void;
  sheet(id: number, text: string): void;
  list(root: number, ...ids: number[]): void;
  /** A whole page as one keyframe: meta, sheets, tree. Answers its body. */
  page(body: Tree[], css?: string, meta?: Partial<ViewMeta>): Uint8Array;
  take(): Uint8Array;
}

const NAMESPACES: Record<string, string> = { svg: 'http://www.w3.org/2000/svg', math: 'http://www.w3.org/1998/Math/MathML', html: HTML_NS };

export const KEY = FrameFlag.Key | FrameFlag.KeyEnd;

export function createStream(): Stream {
  const w = createWriter();
  let last: number = DOCUMENT_ID;
  const stream: Stream = {
    w,
    node(tree) {
      if (typeof tree === 'string') {
        w.u8(Op.Text);
        w.string(tree);
        return ++last;
      }
      const [tag, attributes, ...children] = tree;
      const id = ++last;
      if (tag === '#comment') w.u8(Op.Comment);
      else if (tag === '#box') {
        w.u8(Op.Box);
        w.string('input');
      } else if (tag === '#shadow') {
        w.u8(Op.Shadow);
        w.u8(0);
      } else {
        const [prefix, name] = tag.includes('|') ? tag.split('|') : [undefined, tag];
        w.u8(prefix ? Op.ElementNs : Op.Element);
        if (prefix) w.string(NAMESPACES[prefix] ?? prefix);
        w.string(name ?? '');
        const pairs = Object.entries(attributes);
        w.varint(pairs.length);
        for (const pair of pairs) for (const part of pair) w.string(part);
      }
      if (tag === '#comment' || tag === '#box') return id;
      for (const child of children) stream.node(child);
      w.u8(Op.End);
      return id;
    },
    insert(parent, previous, ...trees) {
      w.u8(Op.Insert);
      w.varint(parent);
      w.varint(previous);
      const ids = trees.map((tree) => stream.node(tree));
      w.u8(Op.End);
      return ids;
    },
    meta(fields) {
      w.u8(Op.Meta);
      w.string(JSON.stringify(fields));
    },
    sheet(id, text) {
      w.u8(Op.Sheet);
      w.varint(id);
      w.string(text);
    },
    list(root, ...ids) {
      w.u8(Op.SheetList);
      w.varint(root);
      w.varint(ids.length);
      for (const id of ids) {
        w.varint(id);
        w.string('');
      }
    },
    page(body, css = '', meta = {}) {
      stream.meta({ width: 800, height: 600, quirks: false, title: '', url: '', media: {}, defined: [], lost: [], ...meta });
      stream.sheet(1, css);
      stream.list(DOCUMENT_ID, 1);
      stream.insert(DOCUMENT_ID, 0, ['html', {}, ['head', {}], ['body', {}, ...body]]);
      return stream.take();
    },
    take: () => w.take(),
  };
  return stream;
}
