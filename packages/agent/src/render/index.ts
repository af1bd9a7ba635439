import { FrameFlag, LIMITS, MalformedFrame, type ViewMeta } from '@sightline/protocol';
import type { Shared } from './embed/embeds.js';
import { frameAt, type FramePlace } from './embed/frame-at.js';
import { createEffort } from './effort.js';
import { type Frame, loadFrame } from './frame.js';
import { type Body, createFrameQueue } from './frame-queue.js';
import { EMPTY_META } from './meta.js';
import { createScene, type Scene } from './scene.js';
import { OutOfSync, WrongMode } from './scene-errors.js';
import { MAX_TEXT } from './sheets.js';
import type { AssetPlace } from './css/urls.js';
import type { Foreign } from './foreign.js';

export { FOREIGN } from './foreign.js';

export interface RendererOptions {
  /** Where the frame is put; its position must not be `static`. */
  parent: HTMLElement;
  assetBase: AssetPlace;
  /** Sites whose pictures the service may send the browser to, as a policy names them. */
  direct?: readonly string[];
  /** The shown page's size, title or address changed. */
  onMeta(meta: ViewMeta): void;
  /** A keyframe is complete and shown. */
  onShown(): void;
  /** The mirror is broken; nothing is applied until the next keyframe. At most once between two keyframes. */
  onFault(reason: string): void;
  /** The mirror of the document in an iframe is broken, the rest is not. `path`: ids of the iframes that lead to it. */
  onFrameFault?(path: readonly number[], reason: string): void;
  /** It cannot keep up with the stream for a second and more, or it has caught up. */
  onBehind?(behind: boolean): void;
  /** `FOREIGN`, unless the page is one of this browser's own. */
  foreign?: Foreign;
  /** What stands in a iframe whose document is not shared; '' where its host is not known. */
  unshared?(host: string): string;
}

export interface Renderer {
  /** Applies one view frame in order of numbers: at once, or in pieces where that takes long. Never throws. */
  apply(flags: number, body: Uint8Array): void;
  /** Shows nothing of the past any more. */
  forget(): void;
  stop(): void;
  nodeOf(id: number): Node | undefined;
  /** The document in an iframe, and where it stands; `path` as in `onFrameFault`. */
  frameAt(path: readonly number[]): FramePlace | undefined;
  idOf(node: Node): number | undefined;
  /** The innermost element with the customer's focus, in whatever document; `path` as in `onFrameFault`. */
  readonly focused: { path: readonly number[]; id: number; element: Element } | undefined;
  /** Nodes of the mirrored tree, the document counted. */
  readonly size: number;
  /** Frames wait, for a frame of the browser's or for their turn. */
  readonly busy: boolean;
  readonly document: Document;
  readonly frame: HTMLIFrameElement;
  readonly meta: ViewMeta;
}

/** Milliseconds a complete keyframe stays hidden for style sheets on their way. */
const SHEET_PATIENCE = 1500;

/** Milliseconds without checksums after one differed: two browsers that never agree shall not cost a keyframe a second. */
const TRUST_MS = 60_000;

/** An origin, or every host under a domain. */
const SITE = /^https?:\/\/(?:\*\.)?[\w.[\]-]+(?::\d{1,5})?$/;

/** Milliseconds between two looks at whether the frame still shows what it was made with: no event of it says so for sure. */
const LOOK_MS = 1_000;

interface Building {
  scene: Scene | undefined;
  /** What was applied since the keyframe began, until its mode is known: it is applied again where the frame's was wrong. */
  played: Body[];
  bytes: number;
  /** It was begun again in the document's other mode: that happens once. */
  restarted: boolean;
}

/**
 * Turns view frames into a page in a sandboxed frame (design decisions 9 and 10). Every keyframe is built in a fresh frame
 * while the old picture stays; one empty frame is always kept ready. The stream is hostile until proved otherwise.
 */
export async function createRenderer(o: RendererOptions): Promise<Renderer> {
  const assetBase = typeof o.assetBase === 'string' ? checkedBase(o.assetBase) : o.assetBase;
  const direct = (o.direct ?? []).filter((site) => SITE.test(site));
  let stopped = false;
  let quirks = false;
  let shown: Scene | undefined;
  let building: Building | undefined;
  let faulted = false;
  let trustUntil = 0;
  const shared = {
    assetBase,
    direct,
    outer: o.parent.ownerDocument.defaultView ?? window,
    createScene,
    foreign: o.foreign,
    unshared: o.unshared ?? ((host) => (host ? `Frame of ${host}: not shared` : 'Embedded content: not shared')),
    renew: (path, reason) => {
      if (!stopped) o.onFrameFault?.(path, reason.slice(0, 80));
    },
  } satisfies Omit<Shared, 'room'>;
  const effort = createEffort(() => performance.now());
  let spare: { element: HTMLIFrameElement; frame: Frame | undefined };

  const fault = (reason: string): void => {
    if (faulted || stopped) return;
    faulted = true;
    o.onFault(reason.slice(0, 80));
  };
  const left = (): void => {
    if (stopped) return;
    dropAll();
    fault('frame left');
  };
  const prepare = (): Promise<void> => {
    const { element, ready } = loadFrame({ parent: o.parent, assetBase, direct, quirks, onLeft: left });
    const mine: typeof spare = { element, frame: undefined };
    spare = mine;
    return ready.then((frame) => {
      mine.frame = frame;
      if (spare === mine) advance();
    });
  };
  const dropBuilding = (): void => {
    building?.scene?.stop();
    building = undefined;
  };
  const dropAll = (): void => {
    queue.clear();
    dropBuilding();
    shown?.stop();
    shown = undefined;
  };

  /** Gives what is being built the spare frame, if both are there, and applies what has waited. */
  const advance = (): void => {
    if (stopped || !building || building.scene || !spare.frame) return queue.pump();
    if (spare.frame.quirks !== quirks || !spare.frame.present()) {
      spare.frame.stop();
      void prepare();
      return;
    }
    const room = {
      nodes: LIMITS.nodes,
      style: MAX_TEXT,
      embeds: LIMITS.embeds * 2,
      spend: effort.spend,
      get tired() {
        return effort.tired;
      },
    };
    building.scene = createScene({ frame: spare.frame, shared: { ...shared, room }, level: 0, verify: performance.now() >= trustUntil });
    void prepare();
    queue.pump();
  };
  const play = function* (scene: Scene, one: Body): Generator<void> {
    const before = scene.meta;
    if (building) {
      building.played.push(one);
      building.bytes += one.body.length;
    }
    effort.begin();
    try {
      if (building && building.bytes > LIMITS.logBytes) throw new MalformedFrame('no mode');
      yield* scene.apply(one.body);
    } catch (error) {
      if (error instanceof WrongMode && building && !building.restarted) restart(building, error.quirks);
      else {
        if (error instanceof OutOfSync) trustUntil = performance.now() + TRUST_MS;
        broken(error instanceof MalformedFrame ? error.message : `render: ${String(error)}`);
      }
      return;
    }
    if (!building) {
      if (scene.meta !== before) o.onMeta(scene.meta);
      return;
    }
    if (scene.meta !== EMPTY_META) {
      building.played.length = 0;
      building.bytes = 0;
    }
    if (one.flags & FrameFlag.KeyEnd) complete(building);
  };
  const broken = (reason: string): void => {
    queue.clear();
    dropBuilding();
    fault(reason);
  };
  const queue = createFrameQueue({
    begin(take) {
      const scene = building ? building.scene : shown;
      if (!scene) return undefined;
      if (scene.frame.present()) return play(scene, take());
      left();
      return undefined;
    },
    rested: effort.rested,
    // The page may keep a frame from ever loading: out of the document, hidden by a policy.
    full: () => broken(building && !building.scene ? 'no frame' : 'too far behind'),
    onBehind: (behind) => o.onBehind?.(behind),
    now: () => performance.now(),
  });
  const restart = (again: Building, mode: boolean): void => {
    again.scene?.stop();
    again.scene = undefined;
    again.restarted = true;
    queue.unshift(again.played.splice(0));
    quirks = mode;
    advance();
  };
  const complete = (done: Building): void => {
    const waiting = done.scene?.loaded();
    if (!waiting) return show(done);
    let timer: number | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = window.setTimeout(resolve, SHEET_PATIENCE);
    });
    void Promise.race([waiting, patience]).then(() => {
      window.clearTimeout(timer);
      show(done);
    });
  };
  const show = (done: Building): void => {
    if (stopped || building !== done || !done.scene) return;
    building = undefined;
    shown?.stop();
    shown = done.scene;
    shown.frame.element.style.visibility = 'visible';
    o.onMeta(shown.meta);
    o.onShown();
  };

  const look = shared.outer.setInterval(() => {
    if (shown && !shown.frame.present()) left();
  }, LOOK_MS);
  await prepare();
  const current = (): Scene | undefined => shown ?? building?.scene;
  return {
    apply(flags, body) {
      if (stopped) return;
      if (flags & FrameFlag.Key) {
        queue.clear();
        dropBuilding();
        faulted = false;
        building = { scene: undefined, played: [], bytes: 0, restarted: false };
      } else if (faulted) return;
      if (!building && !shown) return fault('no keyframe');
      queue.push({ flags, body });
      if (building && !building.scene) advance();
    },
    forget: dropAll,
    stop() {
      stopped = true;
      shared.outer.clearInterval(look);
      dropAll();
      queue.stop();
      spare.element.remove();
    },
    nodeOf: (id) => current()?.table.get(id),
    frameAt: (path) => frameAt(current(), path),
    idOf: (node) => current()?.table.idOf(node),
    get focused() {
      return focusedIn(current());
    },
    get size() {
      return current()?.table.size ?? 0;
    },
    get busy() {
      return queue.busy;
    },
    get document() {
      return current()?.frame.document ?? o.parent.ownerDocument;
    },
    get frame() {
      return current()?.frame.element ?? spare.element;
    },
    get meta() {
      return current()?.meta ?? EMPTY_META;
    },
  };
}

function focusedIn(scene: Scene | undefined): Renderer['focused'] {
  const path: number[] = [];
  for (let at = scene; at; ) {
    const element = at.focused;
    const id = element && at.table.idOf(element);
    if (!element || id === undefined) return undefined;
    const inner = at.embeds.of(element)?.scene;
    if (!inner?.focused) return { path, id, element };
    path.push(id);
    at = inner;
  }
  return undefined;
}

/** The base goes into a CSP, where `;`, `,` and quotes have a meaning. */
function checkedBase(base: string): string {
  if (!/^https?:\/\/[\w.:[\]-]+(?:\/[\w.~%-]*)*$/.test(base)) throw new TypeError('assetBase is no plain http(s) address');
  return base.replace(/\/+$/, '');
}
