import { type AssistType, FrameFlag, type FrameHeader, FrameKind, LIMITS, PATHS, type ViewMeta, type Welcome } from '@sightline/protocol';
import { createRenderer, type Renderer } from '../render/index.js';
import { FOREIGN } from '../render/foreign.js';
import type { AssistNow } from '../session/assist.js';
import type { AgentEvent } from '../session/events.js';
import { createStage } from '../stage/index.js';
import { createCurtain } from './curtain.js';
import type { DeskLink, HelpMessage } from './desk.js';
import type { DrawWish } from './drawing/drawing.js';
import { createHelp } from './help.js';
import { make } from './make.js';
import { type PeopleInSession, showPeople } from './people.js';
import { createPlayback, type Position } from './playback.js';
import { createRetry } from './retry.js';
import { type CurtainName, stringsOf } from './strings.js';
import { STYLE } from './style.js';
import { createToolbar } from './toolbar.js';

export type { CurtainName } from './strings.js';
export type { PeopleInSession } from './people.js';

export interface ViewerOptions {
  /** The viewer fills it; everything else in it stays. */
  root: HTMLElement;
  /** Origin of the service. */
  service: string;
  actions: DeskLink & {
    leave(): void;
    end(): void;
    requestAssist(types: readonly AssistType[]): void;
    stopAssist(): void;
    resync(reason: string, frame?: readonly number[]): void;
    /** An event of the agent's session (surface §5). */
    tell(event: AgentEvent, payload: object): void;
  };
  /** BCP 47. */
  locale?: string;
  /** The policy of this page lets pictures of the customers' sites through. */
  direct?: boolean;
}

/** What the viewer needs of a welcome; without `assetBase` nothing can be shown yet. */
export type Arrival = Pick<
  Welcome,
  'pinCode' | 'paused' | 'agents' | 'customer' | 'assetBase' | 'directSites' | 'rules' | 'switches' | 'assist'
> & {
  you: { userId: string; userName: string; seat?: number; color?: number };
};

/** The agent's view of one session: toolbar, stage, curtains. Told what happens; asks for things through `actions`. */
export interface Viewer {
  /** The seat is taken, for the first time or again after a lost connection. */
  welcome(w: Arrival): void;
  /** A view frame, a pointer's or a drawing's, as it came. Never throws. */
  frame(header: FrameHeader, body: Uint8Array): void;
  /** About drawings, remote assist and proposals. */
  message(message: HelpMessage): void;
  /** What is so of remote assist now. */
  assist(now: AssistNow): void;
  people(p: PeopleInSession): void;
  pin(pinCode: string): void;
  /** Her page is shared by these rules: a fingerprint in hex, '' where she told none. */
  rules(hash: string): void;
  /** As the methods of surface §5 do; false where that is not possible now. */
  annotate(wish: DrawWish | undefined): boolean;
  clearAnnotations(all: boolean): boolean;
  /** Hides or dims the page; `null` shows it. `text` replaces the curtain's own sentence. */
  curtain(c: CurtainName | null, text?: string): void;
  /** Drops everything shown so far. */
  forget(): void;
  /** Goes into another element of the same document. A frame that moves loses its page, so that is asked for again. */
  place(root: HTMLElement): void;
  /** The last frame applied: what a resume goes on from. */
  readonly position: Position | undefined;
  readonly renderer: Renderer | undefined;
  stop(): void;
}

const OVER = new Set<string>(['ended', 'removed', 'refused']);

export function createViewer(o: ViewerOptions): Viewer {
  const document = o.root.ownerDocument;
  const realm = document.defaultView ?? window;
  const strings = stringsOf(o.locale ?? realm.navigator.language);
  const host = make(document, 'div');
  host.style.cssText = 'display:block;width:100%;height:100%';
  const shadow = host.attachShadow({ mode: 'open' });
  const look = new realm.CSSStyleSheet();
  look.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [look];

  let curtainName: CurtainName | null = 'connecting';
  let curtainText: string | undefined;
  let pictured = false;
  /** Nothing hides the page. */
  let shown = false;
  let shownStream: number | undefined;
  /** The page changes faster than this browser can show. */
  let behind = false;
  let you: string | undefined;
  let base: string | undefined;
  let sites: readonly string[] = [];
  let renderer: Renderer | undefined;
  let stopRenderer = (): void => undefined;
  let waiting: [number, Uint8Array][] = [];
  let lost: readonly string[] = [];
  let playback = createPlayback();

  const stage = createStage({
    document,
    label: strings.page,
    zoomedLabel: strings.zoomed,
    coveredLabel: strings.covered,
    onScale(scale, mode) {
      toolbar.scale(scale, mode);
      help.scaled();
    },
  });
  const curtain = createCurtain(document, strings);
  const viewer = make(document, 'section', { class: 'viewer', 'aria-label': strings.toolbar });
  const toggleFullscreen = (): void => {
    const change = document.fullscreenElement ? document.exitFullscreen() : host.requestFullscreen();
    // Refused (no permission in a frame): everything stays as it is.
    change.catch(() => undefined);
  };
  const toolbar = createToolbar({
    document,
    strings,
    act: {
      zoomIn: stage.zoomIn,
      zoomOut: stage.zoomOut,
      fit: stage.fit,
      actual: stage.actual,
      fullscreen: toggleFullscreen,
      leave: o.actions.leave,
      end: o.actions.end,
    },
  });
  const said = make(document, 'div', { class: 'said', role: 'status' });
  viewer.append(toolbar.element, make(document, 'div', { class: 'desk' }, stage.element, curtain.element), said);
  shadow.append(viewer);
  o.root.append(host);
  const onFullscreen = (): void => toolbar.fullscreen(document.fullscreenElement === host);
  document.addEventListener('fullscreenchange', onFullscreen);

  const refresh = (): void => {
    const name = curtainName ?? (retry.waiting ? 'broken' : pictured ? null : 'loading');
    curtain.show(name, curtainText);
    stage.element.inert = name !== null;
    shown = name === null;
    // A form or a curtain has taken the focus with it: the keyboard goes on at the page, where arrow keys pan.
    if (name === null && (document.activeElement ?? document.body) === document.body) stage.element.focus({ preventScroll: true });
    const live = behind ? strings.behind : lost.length > 0 ? strings.lost(lost) : strings.live;
    toolbar.light(
      name === null && !behind ? 'live' : name !== null && OVER.has(name) ? 'over' : 'wait',
      name === null ? live : strings.curtains[name][0],
    );
    help.changed();
  };
  const people = (p: PeopleInSession): void => {
    showPeople(toolbar.people, p, { strings, you });
    help.people(p);
  };
  const onMeta = (meta: ViewMeta): void => {
    stage.resize(meta);
    stage.zoomed(meta.zoomed);
    toolbar.page(meta.title, meta.url);
    if (lost.length === meta.lost.length) return;
    lost = meta.lost;
    refresh();
  };
  const help = createHelp({
    document,
    realm,
    strings,
    stage,
    toolbar,
    link: o.actions,
    ask: { request: o.actions.requestAssist, stop: o.actions.stopAssist },
    tell: o.actions.tell,
    get renderer() {
      return renderer;
    },
    get position() {
      return playback.position;
    },
    get shown() {
      return shown;
    },
    get stream() {
      return shownStream;
    },
    announce(text) {
      said.textContent = text;
    },
  });
  const broken = (reason: string): void => {
    playback.lose();
    retry.fault(reason);
  };
  const retry = createRetry({ now: () => realm.performance.now(), ask: (reason) => o.actions.resync(reason), changed: () => refresh() });

  /** A renderer for assets under `address`; what comes before it is ready waits. */
  const open = (address: string): void => {
    stopRenderer();
    let live = true;
    base = address;
    pictured = false;
    shownStream = undefined;
    behind = false;
    renderer = undefined;
    waiting = [];
    playback = createPlayback();
    stopRenderer = () => {
      live = false;
      renderer?.stop();
    };
    const made = createRenderer({
      parent: stage.surface,
      assetBase: address,
      direct: sites,
      onMeta,
      onShown: () => {
        pictured = true;
        shownStream = playback.position?.stream;
        refresh();
      },
      foreign: FOREIGN,
      onFault: broken,
      onBehind: (now) => {
        behind = now;
        refresh();
      },
      onFrameFault: (path, reason) => o.actions.resync(reason, path),
      unshared: strings.unshared,
    });
    made.then(
      (ready) => {
        if (!live) return ready.stop();
        renderer = ready;
        for (const [flags, body] of waiting.splice(0)) ready.apply(flags, body);
      },
      () => broken('no frame'),
    );
  };

  /** Keeps a frame until there is a renderer. */
  const hold = (flags: number, body: Uint8Array): void => {
    if (flags & FrameFlag.Key) waiting = [];
    waiting.push([flags, body]);
    if (waiting.reduce((sum, [, each]) => sum + each.length, 0) <= LIMITS.logBytes) return;
    waiting = [];
    broken('no room');
  };

  refresh();
  return {
    welcome(w) {
      const address = new URL(w.assetBase ?? `${PATHS.asset}/none`, o.service).href;
      const next = (o.direct && w.directSites) || [];
      const others = next.join() !== sites.join();
      sites = next;
      if (address !== base || others) open(address);
      toolbar.pin(w.pinCode);
      toolbar.rules(w.rules ?? '');
      you = w.you.userId;
      help.welcome(you, w);
      people({ agents: [w.you, ...w.agents], customer: w.customer });
      curtainText = undefined;
      curtainName = w.paused ? 'paused' : w.customer === null ? 'waiting' : w.customer.present ? null : 'away';
      refresh();
    },
    frame(header, body) {
      if (help.frame(header, body)) return;
      // While faults go on nothing is applied: not even a keyframe nobody asked for.
      if (header.kind !== FrameKind.View || retry.waiting) return;
      switch (playback.take(header)) {
        case 'skip':
          return;
        case 'gap':
          return o.actions.resync('gap in frames');
        case 'apply':
          if (renderer) renderer.apply(header.flags, body);
          else hold(header.flags, body);
          return;
      }
    },
    message: help.message,
    annotate: help.annotate,
    clearAnnotations: help.clearAnnotations,
    assist: help.assist,
    people,
    pin: (code) => toolbar.pin(code),
    rules: (hash) => toolbar.rules(hash),
    curtain(name, text) {
      curtainName = name;
      curtainText = text;
      refresh();
    },
    forget() {
      playback.lose();
      waiting = [];
      renderer?.forget();
      help.forget();
      // What was read out may be words of the page.
      said.textContent = '';
      toolbar.page('', '');
      lost = [];
      pictured = false;
      shownStream = undefined;
      refresh();
    },
    place(root) {
      if (host.parentNode === root && host.isConnected) return;
      root.append(host);
      if (base === undefined) return;
      open(base);
      refresh();
      o.actions.resync('moved');
    },
    get position() {
      return playback.position;
    },
    get renderer() {
      return renderer;
    },
    stop() {
      document.removeEventListener('fullscreenchange', onFullscreen);
      retry.stop();
      help.stop();
      stopRenderer();
      stage.stop();
      toolbar.stop();
      host.remove();
    },
  };
}
