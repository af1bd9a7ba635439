import { Kind } from './kinds.js';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';
import type { Walk } from './walk.js';

/** What may have changed since the last flush. Nothing here is a value: those are read from the live DOM at flush. */
export interface Dirt {
  /** Nodes that came to a mirrored parent, new or moved. */
  readonly added: Set<Node>;
  /** Mirrored nodes that left their place and were connected at delivery: moved, or moved out of sight. */
  readonly left: Set<Node>;
  /** Nodes that were mirrored and are in the page still, where no mirror is. */
  readonly strayed: Set<Node>;
  /** Where records came from; only patterns ask. */
  readonly touched: Set<Node>;
  /** Ids of mirrored nodes that are gone. */
  gone: number[];
  readonly text: Set<CharacterData>;
  /** Names of attributes by element. */
  readonly attributes: Map<Element, string[]>;
  /** Controls and options' selects whose state may differ; true: send it whatever was sent last. */
  readonly controls: Map<Element, boolean>;
  readonly scrolled: Set<Node>;
  /** Hosts that got a shadow root late. */
  readonly shadows: Set<Element>;
  sheets?: boolean;
  /** Something that may change the layout around boxes. */
  layout?: boolean;
  /** A canvas has a new picture. */
  canvases?: boolean;
  /** Boxes were measured and differ from what was sent. */
  geometry?: boolean;
  meta?: boolean;
  /** A part of the tree is to be told again as a hash. */
  check?: boolean;
  /** What is in the top layer may differ. */
  layers?: boolean;
  /** Focus, hover or active element. */
  states?: boolean;
  /** Structure or attributes changed: rules are matched again. */
  rules?: boolean;
}

export function createDirt(): Dirt {
  return {
    added: new Set(),
    left: new Set(),
    strayed: new Set(),
    touched: new Set(),
    gone: [],
    text: new Set(),
    attributes: new Map(),
    controls: new Map(),
    scrolled: new Set(),
    shadows: new Set(),
  };
}

/** True where a flush has something to do. */
export const isDirty = (d: Dirt): boolean =>
  [d.added, d.left, d.text, d.attributes, d.controls, d.scrolled, d.shadows].some(({ size }) => size > 0) ||
  d.gone.length > 0 ||
  !!(d.sheets || d.canvases || d.geometry || d.meta || d.layers || d.states || d.check || d.rules);

/** Marks an attribute. A new `type` may write an input's value over its attribute: it goes first. */
export function markAttribute({ attributes }: Dirt, element: Element, name: string): void {
  const names = attributes.get(element) ?? [];
  attributes.set(element, names);
  if (!names.includes(name)) names[name === 'type' ? 'unshift' : 'push'](name);
}

/** Marks a control; `force` sticks. */
export function markControl(dirt: Dirt, control: Element, force = false): void {
  dirt.controls.set(control, force || dirt.controls.get(control) === true);
}

/** Marks a field or text that was kept back. */
export function markKept(dirt: Dirt, node: Node): void {
  if (node.nodeType !== 1) dirt.text.add(node as CharacterData);
  else markControl(dirt, node as Element);
}

/** The other members of a radio button's group lose their state without an event, even to a button that is not mirrored. */
export function markRadioGroup(dirt: Dirt, stream: Stream): void {
  for (const radio of stream.radios.values()) if (!dirt.controls.has(radio)) dirt.controls.set(radio, false);
}

/** Attributes that are also part of the state of a control or a sheet. */
const STATE_ATTRIBUTES = /^(?:value|type|checked|selected|name|form|multiple|size|disabled|href|rel|media|title)$/;

/** What `markRecords` is to be told. */
export const OBSERVED = { childList: true, attributes: true, characterData: true, subtree: true };

/** Marks the dirt of one delivery of records. */
export function markRecords(records: MutationRecord[], dirt: Dirt, stream: Stream, walk: Walk, natives: Natives): void {
  const { ids } = stream.nodes;
  const { added, left, attributes, text } = dirt;
  const { parentNode, nodeType, localName, isConnected, getRootNode } = natives;
  const count = records.length;
  let nodesMoved = false;
  for (let i = 0; i < count; i++) {
    const record = records[i] as MutationRecord;
    const target = record.target;
    const id = ids.get(target);
    if (walk.texts) {
      dirt.touched.add(target);
      // What comes into a box may be unmasked: then it is none any more.
      if (id === undefined && record.type !== 'characterData') dirt.rules = true;
    }
    if (id === undefined || stream.boxes.has(id))
      for (let k = 0; k < record.addedNodes.length; k++) {
        const come = record.addedNodes[k] as Node;
        // What was told in the open, was taken away and comes back where nothing is told may be masked there.
        if (stream.parted(come)) {
          dirt.strayed.add(come);
          dirt.rules = true;
        }
      }
    switch (record.type) {
      case 'childList': {
        nodesMoved = true;
        const gone = record.removedNodes;
        for (let k = 0; k < gone.length; k++) if (ids.has(gone[k] as Node)) left.add(gone[k] as Node);
        if (nodeType.call(target) === 1) onChildren(target as Element, id);
        if (id === undefined) break;
        const come = record.addedNodes;
        for (let k = 0; k < come.length; k++) added.add(come[k] as Node);
        break;
      }
      case 'characterData': {
        const parent = above(target);
        if (id !== undefined) {
          text.add(target as CharacterData);
          if (parent) onText(parent);
        } else if (parent && walk.kind(parent) === Kind.Sheet) dirt.sheets = true;
        break;
      }
      default: {
        if (id === undefined) break;
        const element = target as Element;
        let name = record.attributeName as string;
        if (record.attributeNamespace) name = `${record.attributeNamespace.endsWith('xlink') ? 'xlink' : 'xml'}:${name}`;
        // What an image shows is chosen by all of them, and told as its `src`.
        markAttribute(dirt, element, localName.call(element) === 'img' && /^(?:srcset|sizes)$/.test(name) ? 'src' : name);
        if ((name === 'width' || name === 'height') && walk.kind(element) === Kind.Canvas)
          stream.freshCanvases.push(element as HTMLCanvasElement);
        if (STATE_ATTRIBUTES.test(name)) onStateAttribute(element, name);
        // Where a dialog opens without an event.
        dirt.layers ||= name === 'open';
      }
    }
  }
  if (left.size > 0) forgetLeft();
  if (nodesMoved && stream.radios.size > 0) markRadioGroup(dirt, stream);
  if (added.size > 0 || left.size > 0 || attributes.size > 0 || dirt.gone.length > 0) {
    dirt.rules = true;
    dirt.layout = true;
  }

  function above(node: Node): Element | undefined {
    const parent = parentNode.call(node);
    return parent !== null && nodeType.call(parent) === 1 ? (parent as Element) : undefined;
  }
  function markSelect(select: Element | undefined): void {
    if (select && ids.has(select)) markControl(dirt, select, true);
  }
  /** A select is masked by what is in it, which has no place in the mirror. */
  function markChosen(control: Element, force?: boolean): void {
    markControl(dirt, control, force);
    dirt.rules = true;
  }
  function onChildren(target: Element, id: number | undefined): void {
    switch (walk.kind(target)) {
      case Kind.Sheet:
        dirt.sheets = true;
        break;
      case Kind.Gone:
      case Kind.Place:
        onUnseenChildren(target);
        break;
      case Kind.Select:
      case Kind.Textarea:
        if (id !== undefined) markChosen(target, true);
        break;
      default:
        if (id === undefined) onUnseenChildren(target);
        else if (localName.call(target) === 'optgroup') onText(target);
        else if (localName.call(target) === 'title') dirt.meta = true;
    }
  }
  /** What is not mirrored may have its say: a `style` in a `noscript` has rules, an option takes the choice from those that are. */
  function onUnseenChildren(target: Node): void {
    dirt.sheets = true;
    for (let at: Node | null = target; at !== null; at = parentNode.call(at)) {
      if (nodeType.call(at) !== 1 || walk.kind(at as Element) !== Kind.Select) continue;
      if (ids.has(at)) markChosen(at as Element);
      return;
    }
  }
  function onText(parent: Element): void {
    const name = localName.call(parent);
    if (name === 'title') dirt.meta = true;
    else if (name === 'textarea') markControl(dirt, parent);
    else if (name === 'optgroup') markSelect(above(parent));
  }
  function onStateAttribute(element: Element, name: string): void {
    const kind = walk.kind(element);
    if (kind === Kind.Sheet) dirt.sheets = true;
    else if (kind === Kind.Option) {
      const parent = above(element);
      markSelect(parent && localName.call(parent) === 'optgroup' ? above(parent) : parent);
    } else if (kind >= Kind.Input && kind <= Kind.Select) {
      markControl(dirt, element, /^(?:type|name|form|multiple|size)$/.test(name));
      if (kind === Kind.Input) stream.moved.push(element);
    }
  }
  /**
   * The ids of all roots that left are noted before the ids of any subtree are forgotten: one of them may hang inside another
   * now, and is still where it was in the mirror. What was edited in a detached subtree is not seen any more after this delivery:
   * it is written whole if it returns.
   */
  function forgetLeft(): void {
    const out: Node[] = [];
    for (const node of left) {
      const here = isConnected.call(node);
      if (here && ids.has(getRootNode.call(node))) continue;
      if (here) dirt.strayed.add(node);
      out.push(node);
    }
    if (out.length === 0) return;
    const noted: [Node, number | undefined][] = [];
    for (const node of left) noted.push([node, ids.get(node)]);
    for (let i = 0; i < out.length; i++) stream.nodes.forgetTree(out[i] as Node);
    for (const [node, id] of noted) {
      if (ids.has(node)) continue;
      left.delete(node);
      if (id !== undefined) dirt.gone.push(id);
    }
  }
}
