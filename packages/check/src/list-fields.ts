import { ASSET_SCHEME, DOCUMENT_ID, FrameFlag, Op, Reader, StateFlag, type ViewMeta } from '@sightline/protocol';
import type { Field } from './field.js';
import { pathOf, type ShownNode, wordsOf } from './shown-tree.js';

/** Reads the view frames of one document as an agent's browser would, and says what each of them told. */
export interface Lister {
  frame(flags: number, body: Uint8Array): void;
  /** All words shown now, joined within blocks. */
  words(): string;
}

export interface ListerOptions {
  found(field: Field): void;
  /** The address of an asset the page named. */
  asset(n: number): string | undefined;
  /** Stands before every path: the frame the document is in. */
  within?: string;
}

export function createLister({ found, asset, within = '' }: ListerOptions): Lister {
  const reader = new Reader();
  const nodes = new Map<number, ShownNode>();
  const inner = new Map<number, Lister>();
  let next = DOCUMENT_ID;

  const make = (tag: string, text?: string): ShownNode => {
    const node: ShownNode = { id: next++, tag, attributes: new Map(), text, parent: undefined, children: [] };
    nodes.set(node.id, node);
    return node;
  };
  const get = (id: number): ShownNode | undefined => nodes.get(id);
  const tell = (node: ShownNode | undefined, field: Omit<Field, 'path'>): void => {
    if (field.what.trim() !== '') found({ path: within + pathOf(node), ...field });
  };
  const tellAttribute = (node: ShownNode, name: string, value: string): void => {
    const what = value.replaceAll(
      new RegExp(`${ASSET_SCHEME}(\\d+)`, 'g'),
      (_, n: string) => asset(Number(n)) ?? "a picture of the page's own",
    );
    const kind =
      what !== value || name === 'sightline-canvas' ? 'asset' : name === 'href' || name === 'xlink:href' ? 'address' : 'attribute';
    tell(node, { kind, name, what: what || name });
  };
  const detach = (node: ShownNode): void => {
    const siblings = node.parent?.children;
    if (siblings) siblings.splice(siblings.indexOf(node), 1);
    node.parent = undefined;
  };
  const drop = (node: ShownNode): void => {
    nodes.delete(node.id);
    inner.delete(node.id);
    for (const child of node.children) drop(child);
  };

  /** Reads nodes up to their `End` into `parent`, from place `at` on. */
  const list = (parent: ShownNode, at: number): void => {
    let place = at;
    const put = (node: ShownNode): void => {
      node.parent = parent;
      parent.children.splice(place++, 0, node);
    };
    for (let op = reader.u8(); op !== Op.End; op = reader.u8()) {
      switch (op) {
        case Op.Element:
        case Op.ElementNs: {
          if (op === Op.ElementNs) reader.string();
          const node = make(reader.string());
          for (let count = reader.varint(); count > 0; count--) {
            const name = reader.string();
            node.attributes.set(name, reader.string());
          }
          put(node);
          for (const [name, value] of node.attributes) tellAttribute(node, name, value);
          list(node, 0);
          break;
        }
        case Op.Text: {
          const node = make('', reader.string());
          put(node);
          tell(parent, { kind: 'text', what: node.text ?? '' });
          break;
        }
        case Op.Comment:
          put(make(''));
          break;
        case Op.Shadow:
          put(make(''));
          reader.u8();
          list(parent.children[place - 1] as ShownNode, 0);
          break;
        case Op.Box:
          put(make(reader.string()));
          break;
        case Op.Move: {
          const node = get(reader.varint());
          if (!node) throw new RangeError('a node that is not there was moved');
          if (node.parent === parent && parent.children.indexOf(node) < place) place--;
          detach(node);
          put(node);
          break;
        }
        default:
          throw new RangeError(`operation ${op} is unknown to this check`);
      }
    }
  };
  const sheet = (text: string): void => {
    const what = text.replaceAll(new RegExp(`${ASSET_SCHEME}(\\d+)`, 'g'), (_, n: string) => asset(Number(n)) ?? '');
    tell(undefined, { kind: 'sheet', what });
  };
  const change = (op: number): void => {
    switch (op) {
      case Op.Insert: {
        const parent = get(reader.varint()) ?? (nodes.get(DOCUMENT_ID) as ShownNode);
        const previous = get(reader.varint());
        return list(parent, previous ? parent.children.indexOf(previous) + 1 : 0);
      }
      case Op.Remove: {
        const node = get(reader.varint());
        if (!node) return;
        detach(node);
        return drop(node);
      }
      case Op.SetText: {
        const node = get(reader.varint());
        const text = reader.string();
        if (node) node.text = text;
        return tell(node?.parent, { kind: 'text', what: text });
      }
      case Op.SetAttribute: {
        const node = get(reader.varint());
        const name = reader.string();
        const value = reader.string();
        node?.attributes.set(name, value);
        return node && tellAttribute(node, name, value);
      }
      case Op.RemoveAttribute: {
        const node = get(reader.varint());
        node?.attributes.delete(reader.string());
        return;
      }
      case Op.Value:
        return tell(get(reader.varint()), { kind: 'value', what: reader.string() });
      case Op.Flags: {
        const node = get(reader.varint());
        const bits = reader.u8();
        const names = Object.entries(StateFlag).filter(([, bit]) => bits & bit);
        return tell(node, { kind: 'state', what: names.map(([name]) => name.toLowerCase()).join(' ') });
      }
      case Op.Scroll:
        reader.varint();
        reader.int();
        reader.int();
        return;
      case Op.BoxGeometry:
        reader.varint();
        reader.varint();
        reader.varint();
        reader.string();
        return;
      case Op.Sheet:
        reader.varint();
        return sheet(reader.string());
      case Op.SheetAsset:
        reader.varint();
        return tell(undefined, { kind: 'asset', name: 'sheet', what: asset(reader.varint()) ?? '' });
      case Op.SheetRules: {
        reader.varint();
        for (let count = reader.varint(); count > 0; count--) sheet(reader.string());
        return;
      }
      case Op.SheetList: {
        reader.varint();
        for (let count = reader.varint(); count > 0; count--) {
          reader.varint();
          tell(undefined, { kind: 'sheet', name: 'media', what: reader.string() });
        }
        return;
      }
      case Op.Meta: {
        const { title = '', url = '', defined = [] } = JSON.parse(reader.string()) as Partial<ViewMeta>;
        tell(undefined, { kind: 'title', what: title });
        tell(undefined, { kind: 'address', name: 'page', what: url });
        return tell(undefined, { kind: 'page', name: 'custom elements', what: defined.join(' ') });
      }
      case Op.Focus:
      case Op.Hover:
      case Op.Active:
      case Op.Ring: {
        const name = op === Op.Focus ? 'focus' : op === Op.Hover ? 'hover' : op === Op.Active ? 'active' : 'focus ring';
        const node = get(reader.varint());
        return node && tell(node, { kind: 'state', what: name });
      }
      case Op.Checksum:
        reader.varint();
        reader.varint();
        reader.varint();
        return;
      case Op.Embedded: {
        const frame = get(reader.varint());
        const flags = reader.u8();
        const body = reader.bytes(reader.varint());
        const id = frame?.id ?? 0;
        const lister = inner.get(id) ?? createLister({ found, asset, within: `${within}${pathOf(frame)} > ` });
        inner.set(id, lister);
        return lister.frame(flags, body);
      }
      case Op.Unshared: {
        const node = get(reader.varint());
        return tell(node, { kind: 'not shared', what: reader.string() || 'a frame' });
      }
      default:
        // What cannot be read cannot be vouched for.
        throw new RangeError(`operation ${op} is unknown to this check`);
    }
  };
  return {
    frame(flags, body) {
      if (flags & FrameFlag.Key) {
        reader.reset();
        nodes.clear();
        inner.clear();
        next = DOCUMENT_ID;
        make('');
      }
      reader.open(body);
      while (!reader.done) change(reader.u8());
    },
    words() {
      const root = nodes.get(DOCUMENT_ID);
      return [root ? wordsOf(root) : '', ...[...inner.values()].map((lister) => lister.words())].join('\n');
    },
  };
}
