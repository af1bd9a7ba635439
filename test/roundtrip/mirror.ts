import { createRenderer, FOREIGN, type Renderer } from '@sightline/agent/render';
import type { Capture } from '@sightline/customer/capture';
import { FrameFlag, FrameKind, readHeader, writeFrame } from '@sightline/protocol';
import { compareSheets, compareStyles, compareTrees, createFrameDecoder, printOps, type ReadableOp } from '@sightline/testing';
import { nextTask } from './next-task.js';
import type * as pageRealm from './page-realm.js';
// oxlint-disable-next-line import/default -- `bundled.mjs` makes it
import pageRealmCode from './page-realm.ts?bundled';

type PageRealm = typeof pageRealm;

/** A page in a frame, captured, encoded, decoded and rendered into another frame, as between two browsers. */
export interface Mirror {
  page: Document;
  /** The modules that run in the page's own frame. */
  realm: PageRealm;
  capture: Capture;
  renderer: Renderer;
  /**
   * Opens the next stream, a keyframe of the page as it is now; resolves when the renderer shows it. `sliced`: in tasks of its
   * own, as on a customer's page, instead of at once.
   */
  open(sliced?: boolean): Promise<void>;
  /** What differs between the two ends, empty where nothing does. */
  differences(settled: { scroll: boolean; sheets: boolean; styles?: boolean }): string[];
  /** Faults either end reported, and frames out of order. */
  faults: string[];
  /** Documents in iframes whose mirror was broken, which were told anew: the path to each. */
  renewed: number[][];
  /** Times something became private. */
  forgets: number;
  /** The changes of the last frames, spelled out. */
  lastFrames(): string;
  /** Frames that went over, all in all, and those of the present stream. */
  sent: { frames: number; stream: { flags: number; body: Uint8Array }[] };
  stop(): void;
}

const PAGE = '<!doctype html><html><head><title>page</title></head><body></body></html>';
const KEPT_FRAMES = 3;
const PAGE_REALM = URL.createObjectURL(new Blob([pageRealmCode], { type: 'text/javascript' }));

export async function createMirror(): Promise<Mirror> {
  const frame = await openPage();
  const page = frame.contentDocument as Document;
  const realm = await loadRealm(frame);
  const parent = document.body.appendChild(document.createElement('div'));
  const faults: string[] = [];
  const renewed: number[][] = [];
  let forgets = 0;
  let shown = (): void => {};
  let broken = (): void => {};
  const fault = (reason: unknown): void => {
    // An error may come from the page's own realm: `instanceof` would not know it.
    faults.push(String((reason as Error).stack ?? reason));
    broken();
  };
  const renderer = await createRenderer({
    parent,
    assetBase: `${location.origin}/no-asset`,
    foreign: FOREIGN,
    onMeta: () => {},
    onShown: () => shown(),
    onFault: fault,
    onFrameFault: (path) => {
      renewed.push([...path]);
      capture.renew(path);
    },
  });

  const decoder = createFrameDecoder();
  const frames: ReadableOp[][] = [];
  const sent: Mirror['sent'] = { frames: 0, stream: [] };
  let stream = 0;
  let expected = 0;
  const deliver = (flags: number, body: Uint8Array): void => {
    if (flags & FrameFlag.Key) sent.stream.length = 0;
    sent.stream.push({ flags, body });
    frames.push(decoder.decode(flags, body));
    if (frames.length > KEPT_FRAMES) frames.shift();
    renderer.apply(flags, body);
  };

  const compiled = realm.compilePolicy({ maskCssSelectors: '.private' });
  if (!compiled.ok) throw new Error(`policy: ${compiled.field}`);
  const secrets = realm.watchSecrets(page);
  // A page that has MathML when its capture begins: the part with those names is loaded then, not in the middle of a script, where
  // the stream would begin anew.
  const math = page.body.appendChild(page.createElementNS('http://www.w3.org/1998/Math/MathML', 'math'));
  const capture = realm.startCapture({
    document: page,
    policy: compiled.policy,
    secrets,
    loadPart: realm.loadPart,
    own: () => false,
    emit: (view) => {
      // Through the header and back, so that what arrives is what a socket would bring.
      const message = writeFrame({ kind: FrameKind.View, flags: view.flags, stream: view.stream, number: view.number }, view.body);
      sent.frames++;
      const header = readHeader(message);
      if (!header || header.stream !== stream) return fault(`a frame of stream ${header?.stream} in stream ${stream}`);
      if (header.flags & FrameFlag.Key) expected = 0;
      if (header.number !== expected++) return fault(`frame ${header.number} where ${expected - 1} was due`);
      deliver(header.flags, message.subarray(header.body));
    },
    ready: () => true,
    pointer: () => {},
    assets: () => {},
    asset: () => {},
    assetMissing: () => {},
    forget: () => {
      forgets++;
      renderer.forget();
      void open();
    },
    fault,
  });
  math.remove();
  const open = (sliced = false): Promise<void> => {
    expected = 0;
    return new Promise((resolve, reject) => {
      // Who waited for a stream that was given up waits for this one.
      const before = shown;
      shown = () => {
        shown = () => {};
        before();
        resolve();
      };
      broken = (): void => reject(new Error(`no keyframe: ${faults.join('\n')}`));
      capture.open(++stream);
      if (!sliced) capture.flush();
    });
  };
  await open();
  await loadLayers(page);
  return {
    page,
    realm,
    capture,
    renderer,
    open,
    differences(settled) {
      if (settled.styles) return compareStyles(page, (node) => renderer.nodeOf(capture.idOf(node) ?? 0));
      const ends = {
        page,
        mirror: renderer.document,
        pageId: capture.idOf,
        mirrorId: renderer.idOf,
        pageNode: capture.nodeOf,
        mirrorNode: renderer.nodeOf,
        sizes: () => ({ page: capture.size, mirror: renderer.size }),
        projection: { isBox, isOurs: () => false },
        scrollSettled: settled.scroll,
      };
      const found = compareTrees(ends);
      return settled.sheets && found.length === 0
        ? compareSheets(page, renderer.document, (node) => renderer.nodeOf(capture.idOf(node) ?? 0))
        : found;
    },
    faults,
    renewed,
    get forgets() {
      return forgets;
    },
    lastFrames: () => frames.map(printOps).join('\n---\n'),
    sent,
    stop() {
      capture.stop();
      renderer.stop();
      parent.remove();
      frame.remove();
    },
  };
}

/** What follows the top layer is loaded with the first element in it: nothing of a script is to come before that. */
async function loadLayers(page: Document): Promise<void> {
  const popover = page.body.appendChild(page.createElement('div'));
  popover.popover = 'manual';
  popover.showPopover();
  await new Promise((resolve) => popover.addEventListener('toggle', resolve, { once: true }));
  popover.remove();
  await nextTask();
}

/** The kinds of element this page carries as a box; the edits make no other secret ones. */
const isBox = (element: Element): boolean =>
  element.matches('.private, object, embed, input[type=password], input[type=hidden], input[type=file]');

function openPage(): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  frame.width = '800';
  frame.height = '600';
  frame.srcdoc = PAGE;
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame), { once: true });
    document.body.append(frame);
  });
}

/** Loads the page's side inside its frame, so that it belongs to that window. */
function loadRealm(frame: HTMLIFrameElement): Promise<PageRealm> {
  const { eval: run } = frame.contentWindow as Window & typeof globalThis;
  return run(`import(${JSON.stringify(PAGE_REALM)})`) as Promise<PageRealm>;
}
