import { quietly } from '@sightline/link';
import { createGate } from '../privacy/gate.js';
import { createAssets, STREAM_ROOM } from './assets.js';
import { createAttributes } from './attributes.js';
import type { Capture, CaptureOptions } from './capture.js';
import { createChecks } from './checks.js';
import { createLateBoxes } from './late-boxes.js';
import { createLateCanvases } from './late-canvases.js';
import { createLateDots } from './late-dots.js';
import { createLateEmbeds } from './late-embeds.js';
import { createLateNames } from './late-names.js';
import { createDirt, type Dirt, isDirty, markKept, markRecords, OBSERVED } from './dirt.js';
import { createEvents } from './events.js';
import { createFrames } from './frames.js';
import { createKinds } from './kinds.js';
import { createLapses } from './lapses.js';
import { createLinks } from './links.js';
import type { Live } from './live.js';
import { createMeta } from './meta.js';
import { takeNatives } from './natives.js';
import { createPace, SLICE_MS } from './pace.js';
import { createPointer } from './pointer.js';
import { createScroll } from './scroll.js';
import { createSheets } from './sheets/index.js';
import { createLateShorthands } from './sheets/late-shorthands.js';
import { createSlice } from './slice.js';
import { createSoundness } from './sound.js';
import { createStates } from './states.js';
import { createStream } from './stream.js';
import { createTicker } from './ticker.js';
import { createWalk } from './walk.js';

export type { Above, Capture, CaptureOptions } from './capture.js';

/**
 * Captures the page: natives, the trackers, and when they run. Mutation records only mark dirt; what is sent is read from the
 * live page at the flush (slice.ts). Nothing thrown in here reaches the page.
 */
export function startCapture(options: CaptureOptions): Capture {
  const { document, policy, secrets } = options;
  const window = document.defaultView as Window & typeof globalThis;
  const realm = options.above?.window ?? window;
  // Noted in the page that has the SDK, not in those it has in iframes.
  const see = realm === window ? secrets.see : undefined;
  const natives = options.above?.natives ?? takeNatives(window, see);
  const sound = createSoundness(window, natives);
  if (!sound.dom()) throw new Error('the page has replaced what masking needs');
  const replaceSync = window.CSSStyleSheet.prototype?.replaceSync;
  const lapses = createLapses({
    natives,
    end: () => !unsound() && end(),
    begin: () => watched && live === undefined && options.forget(),
  });
  const guarded = <A extends unknown[]>(fn: (...args: A) => void) => {
    return (...args: A): void => {
      lapses.at = 'tree';
      void quietly(() => fn(...args), lapses.add);
    };
  };
  // What was told without them is told again.
  const late = options.above?.late ?? createLateNames(options.loadPart, () => live && forget());
  if (natives.querySelectorAll(document, 'math,filter,marker,pattern,textPath').length > 0) late.load();
  const kindOf = createKinds(late, natives.unknownElement);
  const address = { keepQuery: policy.keepQuery, hides: (part: string) => gate.text?.hidesPart(part) === true };
  const links = createLinks(document, natives, address);
  const veiling = createLateDots({ ...options, natives, came: () => pace.goOn() });
  const gate = createGate({
    policy,
    secrets,
    natives,
    texts: options.texts,
    lapses,
    veiling,
    wake: (node) => mark((dirt) => markKept(dirt, node)),
  });
  const assets =
    options.above?.assets ??
    createAssets({
      natives,
      loadPart: options.loadPart,
      first: () => lastNumber * STREAM_ROOM + 1,
      size: STREAM_ROOM - 1,
      announce: options.assets,
      supply: options.asset,
      missing: options.assetMissing,
    });
  const wakeSheets = (): void => mark((d) => (d.sheets = true));
  const restored = createLateShorthands(options.loadPart, {
    window,
    natives,
    after: (...how) => events.after(...how),
    replaceSync,
    masked: gate.inside,
    wake: wakeSheets,
    mark: (change) => mark(change),
    live: () => live,
    touchSheet: (...sheet) => sheets.touchSheet(...sheet),
  });
  const attributes = createAttributes({ natives, assets, links, gate, late, restored, veiling });
  const sheets = createSheets({
    window,
    natives,
    assets,
    links,
    text: gate.text,
    masked: gate.inside,
    replaceSync,
    made: see?.madeSheet(window, replaceSync),
    lapses,
    restored,
    veiling,
    wake: wakeSheets,
  });
  const boxes = createLateBoxes({ natives, lapses, loadPart: options.loadPart, again: () => mark((d) => (d.layout = d.geometry = true)) });
  const scroll = createScroll(document, natives, gate, lapses);
  const states = createStates({ ...options, natives, wake: () => mark((d) => states.ask(d)) });
  const meta = createMeta({ document, window, address, lapses, wake: () => mark((d) => (d.meta = true)) });
  const pointer = createPointer(options.pointer);
  const canvases = createLateCanvases(options.loadPart, { natives, window, assets, drawn: () => mark((d) => (d.canvases = true)) });
  const checks = createChecks(natives);
  const shared = { natives, gate, attributes, lapses };
  const trackers = { boxes, meta, scroll, sheets, states };
  let live: Live | undefined;
  let lastNumber = 0;
  let watched = false;
  let queued = false;
  const observer = natives.makeObserver(
    guarded((records: MutationRecord[]) => {
      if (live === undefined) return;
      options.above?.prepare(records);
      // It may have been opened anew, and lost every listener.
      if (records.some(({ target }) => target === document)) {
        events.renew();
        secrets.watch(document);
      }
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
    embeds.now?.idle();
  };
  const forget = (): void => {
    end();
    options.forget();
  };
  const unsound = (): boolean => sound.broken(end, options.fault);
  const run = (deadline: number): void => {
    if (live === undefined || veiling.now === null || (deadline !== Number.POSITIVE_INFINITY && !options.ready())) return;
    if (unsound()) return;
    try {
      switch (live.slice.run(deadline)) {
        case 'more':
          pace.goOn();
          break;
        case 'waiting':
          frames.wait();
          break;
        case 'forget':
          forget();
          break;
        case 'done':
          if (lapses.runs('frames')) embeds.sync(live.stream);
          if (live) scroll.sweep(live.stream, frames.request);
          break;
      }
    } catch (error) {
      lapses.add(error);
    }
  };
  const pace = createPace({ natives, window: realm, run: () => run(natives.now() + SLICE_MS) });
  const frames = createFrames({
    natives,
    frame: guarded(() => {
      pointer.frame();
      if (live === undefined) return;
      const { dirt, stream } = live;
      if (stream.phase === 'open' && !boxes.now?.isTyping()) scroll.collect(dirt);
      if (dirt.layout && stream.phase === 'open') {
        dirt.layout = false;
        if (boxes.ready(stream) && boxes.now?.measure(stream)) dirt.geometry = true;
      }
      if (isDirty(dirt)) pace.soon();
    }),
    waited: wakeSheets,
  });
  const embeds = createLateEmbeds(
    {
      options,
      window: realm,
      natives,
      assets,
      late,
      startCapture,
      say(write) {
        if (live?.stream.phase !== 'open') return;
        write(live.stream.writer);
        live.slice.cut(0);
      },
      forget,
      wake: () => pace.goOn(),
    },
    options.loadPart,
  );
  const events = createEvents({
    ...options,
    window,
    natives,
    see,
    current: () => live,
    mark,
    afterEvent: () => pace.afterEvent(),
    nextFrame: () => frames.request(),
    ...trackers,
    embeds,
    pointer,
  });
  const ticker = createTicker({
    natives,
    tick: guarded(() =>
      mark((dirt, { stream }) => {
        if (stream.phase === 'open') {
          sheets.rotate();
          dirt.check = checks.due(stream);
        }
        states.ask(dirt);
        dirt.sheets = dirt.meta = true;
        for (const host of stream.hosts.values()) if (natives.shadowRoot.call(host) !== null) dirt.shadows.add(host);
      }),
    ),
  });

  const open = (number: number): void => {
    end();
    watched = true;
    lastNumber = number;
    sheets.reset();
    boxes.now?.reset();
    if (lapses.runs('focus')) states.reset();
    meta.reset();
    scroll.reopen();
    const stream = createStream({ number, document, natives, onRootGone: (root) => events.forget(root) });
    const dirt = createDirt();
    const walk = createWalk(stream, {
      ...shared,
      kindOf,
      own: options.own,
      onCustom: (name) => meta.custom(name),
      onRoot(root) {
        observer.observe(root, OBSERVED);
        events.root(root);
        gate.matchMore(root);
        secrets.watch(root);
        dirt.sheets = true;
      },
    });
    dirt.sheets = true;
    dirt.states = true;
    stream.pending.add(document, null);
    observer.observe(document, OBSERVED);
    const slice = createSlice({
      ...shared,
      ...trackers,
      document,
      stream,
      dirt,
      walk,
      secrets,
      veiling,
      assets,
      links,
      canvases,
      checks,
      layers: events.layers,
      take() {
        const records = observer.takeRecords();
        options.above?.prepare(records);
        markRecords(records, dirt, stream, walk, natives);
      },
      emit: options.emit,
    });
    live = { stream, dirt, walk, slice };
    ticker.start();
    pace.goOn();
  };
  const capture: Capture = {
    open: guarded(open),
    get stream() {
      return live?.stream.phase === 'open' ? live.stream.number : undefined;
    },
    at: (path) => (path[0] ? embeds.now?.at(path) : capture),
    inner: () => ({ natives, gate, live }),
    wake: guarded(() => {
      pace.goOn();
      embeds.now?.wake();
    }),
    flush: guarded(() => {
      if (live === undefined) return;
      const { dirt, stream } = live;
      if (!boxes.now?.isTyping()) scroll.collect(dirt);
      run(Number.POSITIVE_INFINITY);
      if (live?.stream === stream && dirt.layout && stream.phase === 'open') {
        dirt.layout = false;
        dirt.geometry = boxes.now?.measure(stream) === true;
        if (dirt.geometry) run(Number.POSITIVE_INFINITY);
      }
      embeds.now?.flush();
    }),
    idle() {
      watched = false;
      end();
      ticker.stop();
    },
    supplyAsset: (n) => void assets.supply(n),
    renew: guarded((path: readonly number[]) => embeds.now?.renew(path)),
    assetOf: assets.find,
    masked: () => [...(live?.stream.boxes.values() ?? [])].map(({ element }) => element),
    idOf: (node) => live?.stream.nodes.ids.get(node),
    nodeOf: (id) => live?.stream.nodes.nodeOf(id),
    get size() {
      return live?.stream.nodes.ids.size ?? 0;
    },
    stop: guarded(() => {
      watched = false;
      end();
      for (const one of [ticker, frames, scroll, pace, canvases]) one.stop();
      embeds.now?.stop();
      // Last: where the window is another origin's by now, its listeners cannot be had any more.
      events.stop();
    }),
  };
  return capture;
}
