import { cssColor, personColor } from '@sightline/draw';
import { element } from '../ui/element.js';
import type { Dom } from './dom.js';
import type { Places } from './places.js';
import type { HelpSession, Person } from '../help/help-session.js';

/** Shows where an agent acts, and who, while it happens. */
export interface Outline {
  show(target: Element, who: Person): void;
  stop(): void;
}

/** It stays as long after the last act. */
const SHOWN_MS = 1_600;
const ROOM = 4;

const SHEET = `:host{all:initial!important;position:fixed!important;inset:0!important;width:auto!important;height:auto!important;
z-index:2147483646!important;pointer-events:none!important;overflow:hidden!important;display:block!important}
@media print{:host{display:none!important}}
.place{position:absolute;box-sizing:border-box;border:2px solid var(--who);border-radius:6px;box-shadow:0 0 0 2px #fff,inset 0 0 0 1px #fff}
.name{position:absolute;left:-2px;top:100%;margin-top:3px;padding:0 6px;border-radius:6px;background:var(--who);color:#fff;font:12px/18px system-ui,sans-serif;white-space:nowrap}
.over .name{top:auto;bottom:100%;margin:0 0 3px}`;

export interface OutlineOptions extends Pick<HelpSession, 'window' | 'natives' | 'addOwn'> {
  dom: Dom;
  places: Places;
}

/** A frame in a layer of ours that never takes input: above whatever is in the top layer, and never captured. */
export function createOutline({ window, natives, addOwn, dom, places }: OutlineOptions): Outline {
  const { document } = window;
  let layer: { host: HTMLElement; place: HTMLElement; name: HTMLElement; own: { stop(): void } } | undefined;
  let timer: unknown;
  /** What was in the top layer when it was put there. */
  let below: Element[] = [];

  const make = (): NonNullable<typeof layer> => {
    const host = element(document, 'sightline-act' as 'div');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    const name = element(document, 'span', { class: 'name', dir: 'auto' });
    const place = element(document, 'div', { class: 'place', 'aria-hidden': 'true' }, name);
    root.append(place);
    return { host, place, name, own: addOwn(host) };
  };
  const hide = (): void => {
    layer?.host.remove();
  };
  /** Above what has come into the top layer since: the page hears of it only where something has. */
  const lift = (host: HTMLElement): void => {
    const there = host.isConnected;
    if (!there) document.documentElement.append(host);
    if (typeof host.showPopover !== 'function') return;
    host.popover = 'manual';
    const others = [...document.querySelectorAll(':modal,:popover-open,:fullscreen')].filter((one) => one !== host);
    if (there && others.length === below.length && others.every((one, at) => one === below[at])) return;
    below = others;
    if (host.matches(':popover-open')) host.hidePopover();
    host.showPopover();
  };
  return {
    show(target, who) {
      const { host, place, name } = (layer ??= make());
      const { width, height } = dom.box(target);
      const at = places.levels(places.point(target, 0, 0))[0];
      if (!at) return;
      lift(host);
      const { style } = place;
      style.setProperty('--who', cssColor(personColor(who.color)));
      style.left = `${at.x - ROOM}px`;
      style.top = `${at.y - ROOM}px`;
      style.width = `${width + 2 * ROOM}px`;
      style.height = `${height + 2 * ROOM}px`;
      place.classList.toggle('over', at.y + height > window.innerHeight - 40);
      name.textContent = who.userName;
      natives.clearTimeout(timer);
      timer = natives.setTimeout(hide, SHOWN_MS);
    },
    stop() {
      natives.clearTimeout(timer);
      hide();
      layer?.own.stop();
      layer = undefined;
    },
  };
}
