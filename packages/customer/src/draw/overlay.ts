import { listen } from '@sightline/link';
import { deepElementsAt } from './elements-at.js';
import type { DrawSession } from './session.js';

/** Milliseconds between two looks at the top layer: of what a shadow root has there no event comes out. */
const LOOK_MS = 500;

const SHEET = `:host{all:initial!important;position:fixed!important;inset:0!important;overflow:hidden!important;display:block!important;pointer-events:none!important;z-index:2147483647!important;contain:strict}
:host::backdrop{display:none!important}
.area{position:absolute;inset:0;outline:0;pointer-events:auto;touch-action:pinch-zoom;cursor:crosshair}
.say{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none}
@media print{:host{display:none!important}}`;

/** The one element of ours on the page that drawings and pointers are in, above all else; on the page while there is something to show. */
export interface Overlay {
  readonly host: HTMLElement;
  /** What takes pointer events while the customer draws. */
  readonly area: HTMLElement;
  /** A live region. */
  say(text: string): void;
  show(): void;
  /** Looks whether something came above it; once an animation frame, cheap. */
  look(): void;
  hide(): void;
  /** Client coordinates of the layer's corner, and CSS pixels of the page for one of the layer: a page may zoom its root. */
  origin(): { left: number; top: number; zoom: number };
  stop(): void;
}

export function createOverlay({ window, natives, own, addOwn }: DrawSession, layer: HTMLElement): Overlay {
  const { document } = window;
  const host = document.createElement('sightline-drawing');
  const owned = addOwn(host);
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(SHEET);
  root.adoptedStyleSheets = [sheet];
  const [area, live] = ['area', 'say'].map((name) => {
    const made = document.createElement('div');
    made.className = name;
    return made;
  }) as unknown as [HTMLElement, HTMLElement];
  area.hidden = true;
  area.tabIndex = 0;
  area.setAttribute('role', 'application');
  live.setAttribute('role', 'status');
  root.append(layer, area, live);
  /** What was in the top layer when it was put above all of it. */
  let below = new WeakSet<Element>();
  let looked = 0;
  let covered = false;

  const tops = (): Element[] => {
    const found = new Set<Element>(document.querySelectorAll(':modal,:popover-open,:fullscreen'));
    const above = (from: Element | null | undefined): void => {
      for (let at: Node | null | undefined = from; at; at = at.parentNode ?? (at as ShadowRoot).host)
        if (at.nodeType === 1 && (at as Element).matches(':modal,:popover-open,:fullscreen')) found.add(at as Element);
    };
    above(deepElementsAt(document, window.innerWidth / 2, window.innerHeight / 2, own).at(-1));
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    above(active);
    return [...found].filter((element) => !own(element));
  };
  const raise = (): void => {
    covered = false;
    if (!host.isConnected) document.documentElement.append(host);
    below = new WeakSet(tops());
    host.popover = 'manual';
    // The last to be shown is on top. A browser without popovers has its place only.
    if (host.matches(':popover-open')) host.hidePopover?.();
    host.showPopover?.();
  };
  /** Something else may be opening; it is above once its own call is over. */
  const heard = (event: Event): void => {
    const target = event.composedPath()[0] as Node;
    if (event.type !== 'fullscreenchange' && (event as ToggleEvent).newState !== 'open') return;
    if (host.isConnected && target !== host && !own(target)) covered = true;
    if (event.type === 'toggle') look();
  };
  const events = listen(document, ['beforetoggle', 'toggle', 'fullscreenchange'], heard, true);
  const look = (): void => {
    if (!host.isConnected) return;
    const now = natives.now();
    if (!covered && now - looked < LOOK_MS && now >= looked) return;
    looked = now;
    if (covered || !host.matches(':popover-open') || tops().some((element) => !below.has(element))) raise();
  };
  return {
    host,
    area,
    say: (text) => void (live.textContent = text),
    show: () => {
      if (!host.isConnected) raise();
    },
    look,
    hide: () => host.remove(),
    origin() {
      const { left, top, width } = host.getBoundingClientRect();
      return { left, top, zoom: width / host.offsetWidth || 1 };
    },
    stop() {
      events.stop();
      host.remove();
      owned.stop();
    },
  };
}
