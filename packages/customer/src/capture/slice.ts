import { FrameFlag } from '@sightline/protocol';
import type { Gate } from '../privacy/gate.js';
import type { Secrets } from '../privacy/secrets.js';
import type { Attributes } from './attributes.js';
import type { Assets } from './assets.js';
import { writeAttributes, writeTexts } from './changes.js';
import { writeControls } from './controls.js';
import type { Checks } from './checks.js';
import type { CanvasTracker } from './canvases.js';
import type { Dirt } from './dirt.js';
import { writeInserts, writePending, writeRemovals, writeShadows } from './inserts.js';
import { Kind } from './kinds.js';
import type { LateDots } from './late-dots.js';
import type { LateBoxes } from './late-boxes.js';
import type { Lapses } from './lapses.js';
import type { LayerTracker } from './layers.js';
import type { Links } from './links.js';
import type { MetaTracker } from './meta.js';
import type { Natives } from './natives.js';
import type { ScrollTracker } from './scroll.js';
import type { SheetTracker } from './sheets/index.js';
import type { StateTracker } from './states.js';
import type { Stream } from './stream.js';
import type { Walk } from './walk.js';

/** Roots whose lists may be compared in every slice of a long walk. */
const FEW_ROOTS = 50;

/** What every writer of a slice works with. */
export interface Work {
  natives: Natives;
  stream: Stream;
  dirt: Dirt;
  walk: Walk;
  gate: Gate;
  attributes: Attributes;
  lapses: Lapses;
}

export interface SliceOptions extends Work {
  document: Document;
  secrets: Secrets;
  veiling: LateDots;
  assets: Assets;
  links: Links;
  sheets: SheetTracker;
  boxes: LateBoxes;
  scroll: ScrollTracker;
  canvases: CanvasTracker;
  checks: Checks;
  layers: LayerTracker;
  states: StateTracker;
  meta: MetaTracker;
  /** Marks the records that wait in the observer. */
  take(): void;
  emit(frame: { stream: number; number: number; flags: number; body: Uint8Array<ArrayBuffer> }): void;
}

export type SliceResult = 'done' | 'more' | 'waiting' | 'forget';

/**
 * Runs flushes of one stream. `deadline` is on the natives' clock. `more`: time was up. `waiting`: only sheets that are being
 * fetched keep the keyframe open. `forget`: something mirrored must be private now; nothing of this flush was sent.
 */
export function createSlice(options: SliceOptions): {
  run(deadline: number): SliceResult;
  /** Sends what was written between two runs as a frame of its own. */
  cut(flags: number): void;
} {
  const {
    document,
    natives,
    stream,
    dirt,
    walk,
    gate,
    secrets,
    veiling,
    assets,
    links,
    sheets,
    boxes,
    scroll,
    canvases,
    checks,
    layers,
    states,
    meta,
    lapses,
  } = options;
  const { budget, writer, nodes } = stream;
  let measured = false;
  let known = secrets.news;

  /** Below a masked element, whether the mirror has been told of that or not. */
  const covered = (node: Node): boolean => {
    for (let at = natives.up(node); at !== null; at = natives.up(at)) {
      // What goes into a plug-in is not private, only not shown any more.
      if (natives.nodeType.call(at) === 1 && walk.kind(at as Element) === Kind.Plugin && !gate.matched.has(at)) continue;
      const id = nodes.ids.get(at);
      if (id === undefined ? natives.nodeType.call(at) === 1 && gate.masks(at as Element, walk.kind(at as Element)) : stream.boxes.has(id))
        return true;
    }
    return false;
  };
  const open = (id: number | undefined): boolean => id !== undefined && !stream.boxes.has(id);
  /** Taken away, to come back as it is now. */
  const again = (element: Node): void => {
    const id = nodes.ids.get(element);
    if (id === undefined) return;
    // What moved into it is elsewhere in the mirror.
    for (const node of dirt.left)
      for (let at = natives.up(node); at !== null; at = natives.up(at)) if (at === element) dirt.gone.push(nodes.ids.get(node) ?? id);
    dirt.gone.push(id);
    nodes.forgetTree(element);
    dirt.added.add(element);
  };
  /** A rule matches what is in the mirror, or what is shown through a slot of what it matches. */
  const matches = (): boolean => {
    for (const node of gate.matched) {
      if (open(nodes.ids.get(node)) && !stream.silent.has(node)) return true;
    }
    return false;
  };
  /** A field that was told stands where a password has been seen since. */
  const unveiled = (): boolean => {
    if (secrets.news === known) return false;
    known = secrets.news;
    for (const root of stream.roots.values()) {
      const fields = natives.querySelectorAll(root, 'input,textarea');
      for (let i = 0; i < fields.length; i++) {
        const field = fields[i] as Element;
        if (open(nodes.ids.get(field)) && gate.secret(field, walk.kind(field))) return true;
      }
    }
    return false;
  };
  /** Applies the rules to what is mirrored. False where something became private. */
  const reconcile = (): boolean => {
    gate.match(stream.roots.values());
    for (const host of dirt.shadows) {
      const root = natives.shadowRoot.call(host);
      if (root !== null) gate.matchMore(root);
    }
    if (matches()) return false;
    for (const element of dirt.attributes.keys())
      if (open(nodes.ids.get(element)) && gate.secret(element, walk.kind(element))) return false;
    if (unveiled()) return false;
    if (stream.boxes.size > 0 || gate.matched.size > 0 || gate.text !== undefined)
      for (const set of [dirt.left, dirt.strayed]) for (const node of set) if (covered(node)) return false;
    dirt.strayed.clear();
    for (const { element } of stream.boxes.values()) if (!gate.masks(element, walk.kind(element))) again(element);
    for (const node of stream.silent) {
      if (nodes.ids.has(node) && gate.matched.has(node)) continue;
      stream.silent.delete(node);
      if (nodes.ids.has(node)) dirt.text.add(node as CharacterData);
    }
    return true;
  };
  const titleMasked = (): boolean => {
    const title = natives.querySelectorAll(document, 'title')[0];
    return title !== undefined && (!open(nodes.ids.get(title)) || gate.text?.hidesTitle(title, document.title) === true);
  };
  const cut = (flags: number): void => {
    const all = flags | (stream.frame === 0 ? FrameFlag.Key : 0);
    if (writer.size === 0 && all === 0) return;
    assets.flush();
    options.emit({ stream: stream.number, number: stream.frame++, flags: all, body: writer.take() });
  };
  /** One frame's worth. True where nothing is left but what waits for others. */
  const pass = (): boolean => {
    const start = nodes.next;
    const { runs } = lapses;
    if (stream.frame === 0 && runs('page')) meta.write(stream, true);
    writeInserts(options);
    writeShadows(options);
    writeRemovals(options);
    const texts = writeTexts(options, start);
    const changed = writeAttributes(options, start);
    const walked = writePending(options);
    if (stream.restyled || (stream.moved.length > 0 && stream.styles.size > 0)) dirt.sheets = true;
    stream.restyled = false;
    writeControls(options);
    if (walked) scroll.write(dirt, stream);
    if (dirt.canvases || stream.freshCanvases.length > 0) {
      if (runs('canvas')) canvases.write(stream);
      else stream.freshCanvases.length = 0;
    }
    dirt.canvases = false;
    if (dirt.geometry) boxes.now?.write(stream);
    dirt.geometry = false;
    if ((dirt.meta || walked) && runs('page')) meta.write(stream, titleMasked());
    dirt.meta = false;
    if (runs('dialogs')) layers.write(stream, dirt.layers === true);
    dirt.layers = false;
    if (dirt.states && runs('focus')) states.write(stream);
    dirt.states = false;
    let styled = true;
    // While a long walk goes on, the lists of many new roots would be compared again and again.
    if (dirt.sheets && (walked || stream.frame === 0 || stream.roots.size < FEW_ROOTS)) {
      if (runs('css')) styled = sheets.write(stream);
      dirt.sheets = !styled;
    }
    dirt.rules = false;
    return texts && changed && walked && styled;
  };
  /** Ends the keyframe once the walk is done: what needs layout is read now, in one go. */
  const settle = (): SliceResult => {
    if (!measured) {
      if (!boxes.ready(stream)) return 'waiting';
      boxes.now?.measure(stream);
      boxes.now?.write(stream);
      dirt.layout = false;
      measured = true;
    }
    if (!sheets.settled()) return 'waiting';
    stream.phase = 'open';
    cut(FrameFlag.KeyEnd);
    checks.begin(stream);
    return 'done';
  };
  return {
    cut,
    run(deadline) {
      budget.begin(deadline);
      lapses.at = 'tree';
      links.refresh(stream.phase === 'opening');
      options.take();
      if (dirt.rules || gate.volatile || stream.frame === 0 || secrets.news !== known) if (!reconcile()) return 'forget';
      if (gate.text !== undefined && !gate.text.judge({ dirt, ids: nodes.ids, roots: stream.roots.values(), again })) return 'forget';
      for (;;) {
        const roots = stream.roots.size;
        let result: SliceResult = pass() ? 'done' : 'more';
        // What was found on the way, a root or a password, may mean nodes that have long been told.
        if (stream.leaked || (stream.roots.size > roots && matches()) || veiling.now === null || unveiled()) return 'forget';
        if (result === 'done' && stream.phase === 'opening') {
          scroll.collect(dirt);
          scroll.write(dirt, stream);
          states.ask(dirt);
          if (lapses.runs('focus')) states.write(stream);
          if (lapses.runs('dialogs')) layers.write(stream, true);
          result = settle();
        }
        if (dirt.check && result === 'done' && stream.phase === 'open') {
          dirt.check = false;
          checks.write(stream, walk);
        }
        cut(0);
        if (result !== 'more') return result;
        if (!budget.renew()) return 'more';
      }
    },
  };
}
