import { CHECKSUM_START, LIMITS, MalformedFrame, mixNumber, mixText, Op, Reader, type ViewMeta } from '@sightline/protocol';
import { createAttributes } from './attributes.js';
import { placeBox } from './box.js';
import { type BuildContext, isBox, MAX_ATTRIBUTES, readNodes, silent } from './build.js';
import { COST } from './effort.js';
import { createHeldText } from './held-text.js';
import { createControls } from './controls.js';
import { createCanvases } from './canvases.js';
import { createEmbeds, type Embeds, type Shared } from './embed/embeds.js';
import type { Frame } from './frame.js';
import { EMPTY_META, mergeMeta } from './meta.js';
import { createNodeTable, type NodeTable } from './node-table.js';
import { OutOfSync, WrongMode } from './scene-errors.js';
import { createScrolls } from './scrolls.js';
import { createSheets } from './sheets.js';
import { createStates, type StateKind } from './states.js';
import { createTopLayer, type Layer } from './top-layer.js';

/** One stream's mirror in one frame. */
export interface Scene {
  readonly frame: Frame;
  readonly table: NodeTable;
  readonly embeds: Embeds;
  readonly meta: ViewMeta;
  readonly focused: Element | undefined;
  /**
   * Applies one frame's body, with a pause where it takes long. Throws `MalformedFrame` or `WrongMode`; the scene is of no use
   * afterwards, nor is it where the rest is not asked for.
   */
  apply(body: Uint8Array): Generator<void>;
  /** Settles when the texts of sheets that are on their way have arrived. */
  loaded(): Promise<void> | undefined;
  stop(): void;
}

/** Scroll offsets and box sizes travel in eighths of a CSS pixel. */
const EIGHTH = 1 / 8;

/** Elements the top layer may hold: each frame that moves something looks at all of them. */
const MAX_LAYERS = 1_000;

/** Nodes one checksum may cover. */
const MAX_STRETCH = 65_536;

export interface SceneOptions {
  frame: Frame;
  shared: Shared;
  /** Iiframes around the document. */
  level: number;
  /** Checksums are looked at. */
  verify: boolean;
}

export function createScene({ frame, shared, level, verify }: SceneOptions): Scene {
  const { natives, document } = frame;
  const { assetBase, room } = shared;
  const reader = new Reader((units) => {
    room.spend(units * COST.unit);
    held.add(units);
  });
  let meta = EMPTY_META;
  const table = createNodeTable(document, natives, room);
  const held = createHeldText(natives, table.nodes);
  const embeds = createEmbeds(shared, table, level);
  const canvases = createCanvases();
  const css = {
    assetBase,
    resolveMedia: shared.foreign?.resolveMedia,
    get media() {
      return meta.media;
    },
  };
  const attributes = createAttributes({
    natives,
    css,
    canvases,
    createUses: shared.foreign?.createUses,
    direct: shared.direct.length > 0,
    spend: room.spend,
  });
  const sheets = createSheets(frame, shared);
  const controls = createControls(natives);
  const scrolls = createScrolls(frame, shared.outer);
  const states = createStates(natives, (id) => optional(id));
  const topLayer = createTopLayer(natives, () => frame.document.documentElement);
  const scratch = natives.style(natives.createElement('div'));
  let defined = new Set<string>();
  let custom = false;
  let metaSeen = false;
  let moved = false;

  const build: BuildContext = {
    reader,
    natives,
    table,
    attributes,
    pace: room,
    onRoot: (root) => sheets.root(root),
    onFrame: (element) => embeds.made(element),
    unshared: shared.unshared(''),
    isDefined: (tag) => {
      custom = true;
      return defined.has(tag);
    },
  };
  const needElement = (id: number): Element => {
    const node = table.need(id);
    if (natives.type(node) !== 1 || isBox(node, natives)) throw new MalformedFrame('no element');
    return node as Element;
  };
  const needRoot = (id: number): Document | ShadowRoot => {
    const node = table.need(id);
    if (natives.type(node) !== 9 && natives.type(node) !== 11) throw new MalformedFrame('no root');
    return node as Document | ShadowRoot;
  };
  const optional = (id: number): Element | undefined => {
    const node = id === 0 ? undefined : table.get(id);
    return node && natives.type(node) === 1 ? (node as Element) : undefined;
  };

  const markDefined = (): void => {
    room.spend(table.size * COST.visit);
    for (const node of table.nodes()) {
      if (natives.type(node) !== 1) continue;
      const element = node as Element;
      const localName = natives.tag(element);
      if (!localName.includes('-') || localName.startsWith('sightline-')) continue;
      if (defined.has(localName)) natives.removeAttribute(element, 'sightline-undefined');
      else natives.setAttribute(element, 'sightline-undefined', '');
    }
  };
  const setMeta = function* (json: string): Generator<void> {
    const before = meta;
    meta = mergeMeta(meta, json);
    if (meta.quirks !== frame.quirks) throw new WrongMode(meta.quirks);
    if (!frame.nested) {
      const { style } = frame.element;
      style.width = `${meta.width}px`;
      style.height = `${meta.height}px`;
      style.colorScheme = meta.media['prefers-color-scheme'] === 'dark' ? 'dark' : 'light';
    }
    if (meta.media !== before.media || !metaSeen) yield* sheets.media(meta.media);
    if (meta.defined !== before.defined) {
      defined = new Set(meta.defined);
      if (custom) markDefined();
    }
    if (meta.states && meta.states !== before.states) {
      for (const ids of Object.values(meta.states)) room.spend(ids.length * COST.visit);
      states.tell(meta.states);
    }
    metaSeen = true;
  };

  const insert = function* (): Generator<void> {
    const parent = table.need(reader.varint());
    const previous = reader.varint();
    yield* readNodes(build, parent, previous === 0 ? null : table.need(previous));
    moved = true;
  };
  const forget = (node: Node): void => {
    controls.forget(node);
    embeds.dropped(node);
    attributes.uses?.forget(node);
  };
  const remove = (): void => {
    const node = table.get(reader.varint());
    if (!node) return;
    if (natives.type(node) === 9 || natives.type(node) === 11) throw new MalformedFrame('not removable');
    natives.remove(node);
    table.drop(node, forget);
    attributes.uses?.changed();
    moved = true;
  };
  const setText = (): void => {
    const node = table.need(reader.varint());
    const data = reader.string();
    if (natives.type(node) !== 3) throw new MalformedFrame('no text');
    if (!silent(natives.parent(node), natives)) (node as Text).data = data;
  };
  const setAttribute = (): void => {
    const element = needElement(reader.varint());
    const name = reader.string();
    const value = reader.string();
    const there = natives.attributes(element);
    if (there.length >= MAX_ATTRIBUTES && !there.getNamedItem(name)) throw new MalformedFrame('too many attributes');
    attributes.set(element, name, value);
    moved = true;
  };
  const removeAttribute = (): void => {
    const element = needElement(reader.varint());
    attributes.remove(element, reader.string());
    moved = true;
  };
  const scroll = (): void => {
    const node = table.need(reader.varint());
    const left = reader.int() * EIGHTH;
    const top = reader.int() * EIGHTH;
    if (natives.type(node) === 1 || node === document) scrolls.set(node, left, top);
  };
  const boxGeometry = (): void => {
    const box = table.need(reader.varint());
    const geometry = { width: reader.varint(), height: reader.varint(), style: reader.string() };
    if (isBox(box, natives)) placeBox(box as Element, natives, scratch, geometry);
  };
  const sheetRules = (): void => {
    const id = reader.varint();
    const count = reader.varint();
    const rules: string[] = [];
    for (let i = 0; i < count; i++) rules.push(reader.string());
    sheets.rules(id, rules);
  };
  const sheetList = (): void => {
    const root = needRoot(reader.varint());
    const count = reader.varint();
    const items: { id: number; media: string }[] = [];
    for (let i = 0; i < count; i++) items.push({ id: reader.varint(), media: reader.string() });
    sheets.list(root, items);
  };
  const layers = (): void => {
    const count = reader.varint();
    if (count > MAX_LAYERS) throw new MalformedFrame('too many layers');
    room.spend(count * COST.node);
    const told: Layer[] = [];
    for (let i = 0; i < count; i++) told.push({ element: needElement(reader.varint()), how: reader.varint() });
    topLayer.set(told);
  };
  /** Hashes the same nodes as the customer's side did. */
  const compare = (first: number, end: number, expected: number): void => {
    if (!verify || end - first > MAX_STRETCH) return;
    room.spend(Math.max(0, end - first) * COST.visit);
    let hash = CHECKSUM_START;
    for (let id = first; id < end; id++) {
      const node = table.get(id);
      if (!node) continue;
      const parent = natives.type(node) === 11 ? (node as ShadowRoot).host : natives.parent(node);
      let before = natives.previous(node);
      while (before && table.idOf(before) === undefined) before = natives.previous(before);
      hash = mixNumber(hash, id);
      hash = mixNumber(hash, (parent && table.idOf(parent)) || 0);
      hash = mixNumber(hash, (before && table.idOf(before)) || 0);
      if (natives.type(node) === 3) hash = mixText(hash, (node as Text).data);
    }
    if (hash >>> 0 !== expected) throw new OutOfSync();
  };
  const state = (kind: StateKind): void => states.set(kind, optional(reader.varint()));

  /** What may take long is answered as a generator. */
  const change = (op: number): Generator<void> | undefined | void => {
    room.spend(COST.operation);
    switch (op) {
      case Op.Insert:
        return insert();
      case Op.Remove:
        return remove();
      case Op.SetText:
        return setText();
      case Op.SetAttribute:
        return setAttribute();
      case Op.RemoveAttribute:
        return removeAttribute();
      case Op.Value:
        return controls.value(needElement(reader.varint()), reader.string());
      case Op.Flags:
        return controls.flags(needElement(reader.varint()), reader.u8());
      case Op.Scroll:
        return scroll();
      case Op.BoxGeometry:
        return boxGeometry();
      case Op.Sheet:
        return sheets.text(reader.varint(), reader.string());
      case Op.SheetAsset:
        return sheets.asset(reader.varint(), reader.varint());
      case Op.SheetRules:
        return sheetRules();
      case Op.SheetList:
        return sheetList();
      case Op.Meta:
        return setMeta(reader.string());
      case Op.Focus:
        return state('focus');
      case Op.Hover:
        return state('hover');
      case Op.Active:
        return state('active');
      case Op.Ring:
        return state('ring');
      case Op.TopLayer:
        return layers();
      case Op.Embedded: {
        const element = needElement(reader.varint());
        const flags = reader.u8();
        return embeds.frame(element, flags, reader.bytes(reader.varint()));
      }
      case Op.Unshared:
        return embeds.unshared(needElement(reader.varint()), reader.string());
      case Op.Checksum:
        return compare(reader.varint(), reader.varint(), reader.varint());
      default:
        throw new MalformedFrame('unknown operation');
    }
  };

  return {
    frame,
    table,
    embeds,
    get meta() {
      return meta;
    },
    get focused() {
      return states.focused;
    },
    *apply(body) {
      if (body.length > LIMITS.frameBytes) throw new MalformedFrame('frame too large');
      moved = false;
      reader.open(body);
      while (!reader.done) {
        const work = change(reader.u8());
        if (work) yield* work;
        if (room.tired) yield;
      }
      held.settle();
      attributes.uses?.settle();
      if (moved) embeds.settle();
      room.spend((controls.size + topLayer.size) * COST.visit);
      controls.settle(moved);
      topLayer.settle(moved);
      states.settle();
      scrolls.settle();
    },
    loaded: () => sheets.loaded(),
    stop() {
      embeds.stop();
      table.stop();
      scrolls.stop();
      sheets.stop();
      canvases.stop();
      frame.stop();
    },
  };
}
