import type { LoadPart, Parts } from '../parts/parts.js';
import { createGate } from '../privacy/gate.js';
import type { Policy } from '../privacy/policy.js';
import type { Secrets } from '../privacy/secrets.js';
import { createAssets } from './assets.js';
import { createAttributes } from './attributes.js';
import { createBoxes } from './boxes.js';
import { createChecks } from './checks.js';
import { createLateCanvases } from './late-canvases.js';
import { createDirt, type Dirt, isDirty, markRecords } from './dirt.js';
import { createEvents } from './events.js';
import { createFrames } from './frames.js';
import { createKinds } from './kinds.js';
import { createLinks } from './links.js';
import { createMeta } from './meta.js';
import { takeNatives } from './natives.js';
import { createPace, SLICE_MS } from './pace.js';
import { createPointer } from './pointer.js';
import { createScroll } from './scroll.js';
import { createSheets } from './sheets/index.js';
import { createSlice } from './slice.js';
import { createStates } from './states.js';
import { createStream, type Stream } from './stream.js';
import { createTicker } from './ticker.js';
import { createWalk, type Walk } from './walk.js';

export interface CaptureOptions {
  document: Document;
  policy: Policy;
  secrets: Secrets;
  /** Where the policy needs it. */
  texts?: Parts['texts'] | undefined;
  loadPart: LoadPart;
  /** True for the host of our own widget: it is never captured. */
  own(node: Node): boolean;
  /** A view frame, in order; the host puts the header before it. */
  emit(frame: { stream: number; number: number; flags: number; body: Uint8Array<ArrayBuffer> }): void;
  /** False while the socket is backed up: dirt waits until `wake`. */
  ready(): boolean;
  /** A pointer frame's body (protocol `PointerOp`, written by `Writer`). */
  pointer(body: Uint8Array<ArrayBuffer>): void;
  /** Assets the stream names from now on. */
  assets(items: { n: number; url?: string }[]): void;
  asset(n: number, mime: string, bytes: Uint8Array<ArrayBuffer>): void;
  assetMissing(n: number): void;
  /** Something became more private, or the stream cannot go on: the host sends `forget` and calls `open` with the next number. */
  forget(): void;
  fault(error: unknown): void;
}

export interface Capture {
  /** Starts a stream with a keyframe. */
  open(stream: number): void;
  /** The socket takes frames again. */
  wake(): void;
  /** Sends everything that is dirty now, in this task, however long it takes. */
  flush(): void;
  /** Nobody watches: ends the stream; nothing is read until the next `open`. */
  idle(): void;
  supplyAsset(n: number): void;
  idOf(node: Node): number | undefined;
  nodeOf(id: number): Node | undefined;
  /** Nodes in the mirror, the document included. */
  readonly size: number;
  stop(): void;
}

const OBSERVED = { childList: true, attributes: true, characterData: true, subtree: true } as const;

/** One stream being captured. */
export interface Live {
  stream: Stream;
  dirt: Dirt;
  walk: Walk;
  slice: ReturnType<typeof createSlice>;
}

/**
 * Captures the page: natives, the trackers, and when they run. Mutation records only mark dirt; what is sent is read from the
 * live page at the flush (slice.ts). Nothing thrown in here reaches the page.
 */
export function startCapture(options: CaptureOptions): Capture {
  const { document, policy, secrets } = options;
  const window = document.defaultView as Window & typeof globalThis;
  const natives = takeNatives(window);
  const replaceSync = window.CSSStyleSheet.prototype.replaceSync;
  const kindOf = createKinds(natives.unknownElement);
  const links = createLinks(document, policy.keepQuery);
  const gate = createGate({ policy, secrets, natives, texts: options.texts });
  const assets = createAssets({
    natives,
    stream: () => lastNumber,
    announce: options.assets,
    supply: options.asset,
    missing: options.assetMissing,
  });
  const attributes = createAttributes({ natives, assets, links, gate });
  const sheets = createSheets({
    window,
    natives,
    assets,
    links,
    noPictures: gate.text !== undefined,
    masked: gate.inside,
    replaceSync,
    wake: () => mark((d) => (d.sheets = true)),
  });
  const boxes = createBoxes(natives);
  const scroll = createScroll(document, natives);
  const states = createStates(document, natives);
  const meta = createMeta({ document, window, keepQuery: policy.keepQuery, wake: () => mark((d) => (d.meta = true)) });
  const pointer = createPointer(options.pointer);
  const canvases = createLateCanvases(options.loadPart, { natives, window, assets, drawn: () => mark((d) => (d.canvases = true)) });
  const checks = createChecks(natives);
  let live: Live | undefined;
  let lastNumber = 0;
  let faults = 0;
  let queued = false;

  const guarded = <A extends unknown[]>(fn: (...args: A) => void) => {
    return (...args: A): void => {
      try {
        fn(...args);
      } catch (error) {
        options.fault(error);
      }
    };
  };
  const observer = new window.MutationObserver(
    guarded((records: MutationRecord[]) => {
      if (live === undefined) return;
      markRecords(records, live.dirt, live.stream, live.walk, natives);
      schedule();
    }),
  );
  /** Marks dirt from an event, a hook or a timer; the flush comes after the running script. */
  const mark = (change: (dirt: Dirt, current: Live) => void): void => {
    if (live === undefined) return;
    change(live.dirt, live);
    if (queued) return;
    queued = true;
    natives.queueMicrotask(schedule);
  };
  const schedule = guarded((): void => {
    queued = false;
    if (live === undefined || !isDirty(live.dirt)) return;
    if (live.dirt.layout && live.stream.boxes.size > 0) frames.request();
    pace.soon();
  });
  const end = (): void => {
    live = undefined;
    observer.disconnect();
    pointer.reset();
  };
  const run = (deadline: number): void => {
    if (live === undefined || (deadline !== Number.POSITIVE_INFINITY && !options.ready())) return;
    try {
      switch (live.slice.run(deadline)) {
        case 'more':
          pace.goOn();
          break;
        case 'waiting':
          frames.wait();
          break;
        case 'forget':
          end();
          options.forget();
          break;
        case 'done':
          scroll.sweep(live.stream, frames.request);
          break;
      }
    } catch (error) {
      // Half a frame is worth nothing: the stream ends, and a new one is asked for unless that keeps failing.
      end();
      options.fault(error);
      if (++faults <= 3) options.forget();
    }
  };
  const pace = createPace({ natives, window, run: () => run(natives.now() + SLICE_MS) });
  const frames = createFrames({
    natives,
    frame: guarded(() => {
      pointer.frame();
      if (live === undefined) return;
      const { dirt, stream } = live;
      if (stream.phase === 'open') scroll.collect(dirt);
      if (dirt.layout && stream.phase === 'open') {
        dirt.layout = false;
        if (stream.boxes.size > 0 && boxes.measure(stream)) dirt.geometry = true;
      }
      if (isDirty(dirt)) pace.soon();
    }),
    waited: () => mark((d) => (d.sheets = true)),
  });
  const events = createEvents({
    document,
    window,
    natives,
    current: () => live,
    mark,
    afterEvent: () => pace.afterEvent(),
    nextFrame: () => frames.request(),
    boxes,
    canvases,
    meta,
    pointer,
    scroll,
    sheets,
    states,
    fault: options.fault,
  });
  const ticker = createTicker({
    natives,
    tick: guarded(() =>
      mark((dirt, { stream }) => {
        if (stream.phase === 'open') {
          sheets.rotate();
          dirt.check = checks.due(stream);
        }
        dirt.sheets = true;
        dirt.meta = true;
        for (const host of stream.hosts.values()) if (natives.shadowRoot.call(host) !== null) dirt.shadows.add(host);
      }),
    ),
  });

  const open = (number: number): void => {
    end();
    lastNumber = number;
    sheets.reset();
    boxes.reset();
    states.reset();
    meta.reset();
    scroll.reopen();
    const stream = createStream({ number, document, natives, onRootGone: (root) => events.forget(root) });
    const dirt = createDirt();
    const walk = createWalk(stream, {
      natives,
      gate,
      attributes,
      kindOf,
      own: options.own,
      onCustom: (name) => meta.custom(name),
      onRoot(root) {
        observer.observe(root, OBSERVED);
        events.root(root);
        gate.matchMore(root);
        dirt.sheets = true;
      },
    });
    dirt.sheets = true;
    dirt.states = true;
    stream.pending.add(document, null);
    observer.observe(document, OBSERVED);
    const slice = createSlice({
      document,
      natives,
      stream,
      dirt,
      walk,
      gate,
      volatileRules: policy.volatile,
      attributes,
      assets,
      links,
      sheets,
      boxes,
      scroll,
      canvases,
      checks,
      states,
      meta,
      take: () => markRecords(observer.takeRecords(), dirt, stream, walk, natives),
      emit: options.emit,
    });
    live = { stream, dirt, walk, slice };
    ticker.start();
    pace.goOn();
  };
  return {
    open: guarded(open),
    wake: guarded(() => pace.goOn()),
    flush: guarded(() => {
      if (live === undefined) return;
      const { dirt, stream } = live;
      scroll.collect(dirt);
      run(Number.POSITIVE_INFINITY);
      if (live?.stream !== stream || !dirt.layout || stream.phase !== 'open') return;
      dirt.layout = false;
      dirt.geometry = boxes.measure(stream);
      if (dirt.geometry) run(Number.POSITIVE_INFINITY);
    }),
    idle() {
      end();
      ticker.stop();
    },
    supplyAsset(n) {
      void assets.supply(n);
    },
    idOf: (node) => live?.stream.nodes.ids.get(node),
    nodeOf: (id) => live?.stream.nodes.nodeOf(id),
    get size() {
      return live?.stream.nodes.ids.size ?? 0;
    },
    stop: guarded(() => {
      end();
      ticker.stop();
      frames.stop();
      scroll.stop();
      pace.stop();
      events.stop();
      canvases.stop();
    }),
  };
}
