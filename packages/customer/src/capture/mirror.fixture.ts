import { Op, Reader } from '@sightline/protocol';

/** A plain tree built from frames the way the grammar says: what tests compare with the live page. */
export interface MirrorNode {
  id: number;
  tag: string;
  text?: string;
  attrs: Map<string, string>;
  shadow?: MirrorNode;
  children: MirrorNode[];
  parent: MirrorNode | undefined;
}

export function createMirror() {
  let reader = new Reader();
  const nodes = new Map<number, MirrorNode>();
  let next = 1;
  const log: { op: string; id?: number; value?: unknown }[] = [];
  const meta: Record<string, unknown> = {};
  const sheets = new Map<number, string>();
  const lists = new Map<number, { sheet: number; media: string }[]>();
  const values = new Map<number, string>();
  const flags = new Map<number, number>();
  const scrolls = new Map<number, [number, number]>();
  const geometry = new Map<number, { width: number; height: number; style: string }>();
  const states = { focus: 0, hover: 0, active: 0, ring: 0 };
  const make = (tag: string): MirrorNode => {
    const node: MirrorNode = { id: next++, tag, attrs: new Map(), children: [], parent: undefined };
    nodes.set(node.id, node);
    return node;
  };
  const get = (id: number): MirrorNode => {
    const node = nodes.get(id);
    if (!node) throw new Error(`unknown id ${id}`);
    return node;
  };
  const detach = (node: MirrorNode): void => {
    const siblings = node.parent?.children;
    if (siblings) siblings.splice(siblings.indexOf(node), 1);
    node.parent = undefined;
  };
  const drop = (node: MirrorNode): void => {
    nodes.delete(node.id);
    if (node.shadow) drop(node.shadow);
    node.children.forEach(drop);
  };
  const list = (parent: MirrorNode, at: number): void => {
    let place = at;
    const put = (node: MirrorNode): void => {
      node.parent = parent;
      parent.children.splice(place++, 0, node);
    };
    for (;;) {
      const op = reader.u8();
      if (op === Op.Move) log.push({ op: 'Move' });
      switch (op) {
        case Op.End:
          return;
        case Op.Element:
        case Op.ElementNs: {
          if (op === Op.ElementNs) reader.string();
          const node = make(reader.string());
          for (let n = reader.varint(); n > 0; n--) {
            const name = reader.string();
            node.attrs.set(name, reader.string());
          }
          put(node);
          list(node, 0);
          break;
        }
        case Op.Text: {
          const node = make('#text');
          node.text = reader.string();
          put(node);
          break;
        }
        case Op.Comment:
          put(make('#comment'));
          break;
        case Op.Shadow: {
          const node = make('#shadow');
          reader.u8();
          node.parent = undefined;
          parent.shadow = node;
          list(node, 0);
          break;
        }
        case Op.Box: {
          const tag = reader.string();
          put(make(`#box ${tag}`));
          break;
        }
        case Op.Move: {
          const node = get(reader.varint());
          if (node.parent === parent && parent.children.indexOf(node) < place) place--;
          detach(node);
          put(node);
          break;
        }
        default:
          throw new Error(`op ${op} in a list`);
      }
    }
  };
  const change = (op: number): void => {
    const id = op === Op.Meta ? 0 : reader.varint();
    switch (op) {
      case Op.Insert: {
        const parent = get(id);
        const previous = reader.varint();
        const at = previous === 0 ? 0 : parent.children.indexOf(get(previous)) + 1;
        if (previous !== 0 && at === 0) throw new Error('anchor is no child');
        list(parent, at);
        break;
      }
      case Op.Remove: {
        const node = nodes.get(id);
        if (!node) break;
        detach(node);
        drop(node);
        break;
      }
      case Op.SetText:
        get(id).text = reader.string();
        break;
      case Op.SetAttribute: {
        const name = reader.string();
        get(id).attrs.set(name, reader.string());
        break;
      }
      case Op.RemoveAttribute:
        get(id).attrs.delete(reader.string());
        break;
      case Op.Value:
        values.set(id, reader.string());
        break;
      case Op.Flags:
        flags.set(id, reader.u8());
        break;
      case Op.Scroll:
        scrolls.set(id, [reader.int() / 8, reader.int() / 8]);
        break;
      case Op.BoxGeometry:
        geometry.set(id, { width: reader.varint() / 8, height: reader.varint() / 8, style: reader.string() });
        break;
      case Op.Sheet:
        sheets.set(id, reader.string());
        break;
      case Op.SheetAsset:
        sheets.set(id, `asset ${reader.varint()}`);
        break;
      case Op.SheetRules:
        for (let n = reader.varint(); n > 0; n--) sheets.set(id, `${sheets.get(id)}\n${reader.string()}`);
        break;
      case Op.SheetList: {
        const entries: { sheet: number; media: string }[] = [];
        for (let n = reader.varint(); n > 0; n--) entries.push({ sheet: reader.varint(), media: reader.string() });
        lists.set(id, entries);
        break;
      }
      case Op.Meta:
        Object.assign(meta, JSON.parse(reader.string()));
        break;
      case Op.Focus:
        states.focus = id;
        break;
      case Op.Hover:
        states.hover = id;
        break;
      case Op.Active:
        states.active = id;
        break;
      case Op.Ring:
        states.ring = id;
        break;
      case Op.TopLayer:
        for (let i = 0; i < 2 * id; i++) reader.varint();
        break;
      case Op.Checksum:
        reader.varint();
        reader.varint();
        break;
      case Op.Embedded:
        // Documents in iframes are the renderer's tests.
        reader.u8();
        reader.bytes(reader.varint());
        break;
      case Op.Unshared:
        reader.string();
        break;
      default:
        throw new Error(`unknown op ${op}`);
    }
  };
  return {
    nodes,
    log,
    meta,
    sheets,
    lists,
    values,
    flags,
    scrolls,
    geometry,
    states,
    apply(frame: { flags: number; number: number; body: Uint8Array }) {
      if (frame.number === 0) {
        reader = new Reader();
        nodes.clear();
        for (const map of [sheets, lists, values, flags, scrolls, geometry] as Map<number, unknown>[]) map.clear();
        Object.assign(states, { focus: 0, hover: 0, active: 0, ring: 0 });
        next = 1;
        make('#document');
      }
      reader.open(frame.body);
      while (!reader.done) {
        const op = reader.u8();
        log.push({ op: Object.entries(Op).find(([, v]) => v === op)?.[0] ?? String(op) });
        change(op);
      }
    },
    /** The text of the sheets of a root, in order. */
    css: (root = 1) => (lists.get(root) ?? []).map(({ sheet }) => sheets.get(sheet) ?? '').join('\n'),
    print(node: MirrorNode | undefined = nodes.get(1)): string {
      if (!node) return '';
      if (node.tag === '#text') return JSON.stringify(node.text);
      const attrs = [...node.attrs]
        .map(([k, v]) => ` ${k}=${JSON.stringify(v)}`)
        .sort()
        .join('');
      const shadow = node.shadow ? `{${node.shadow.children.map((c) => this.print(c)).join('')}}` : '';
      return `<${node.tag}${attrs}>${shadow}${node.children.map((c) => this.print(c)).join('')}</>`;
    },
  };
}
export type Mirror = ReturnType<typeof createMirror>;
