import { element } from '../ui/element.js';
import { makeMovable } from '../ui/movable.js';
import { previewLook } from './look.js';
import type { PreviewMode } from './preview.js';
import { previewTexts } from './texts.js';

/** Sizes of the picture, as shares of the largest the window has room for. */
const SIZES = [0.25, 0.4, 0.6, 0.8, 1];
const FIRST = 1;
/** Share of the window's height the picture may take; in a narrow window the session's own panel stands below it. */
const TALLEST = 0.68;
const TALLEST_NARROW = 0.42;
/** CSS pixels the title and the buttons need. */
const LEAST = 264;
const EDGE = 8;
/** CSS pixels of a window with room for one panel in a row. */
const NARROW = 680;

const KEPT_IN = 'click pointerdown mousedown touchstart keydown keyup focusin';
const PATHS = {
  grip: 'M6 3.5v0M6 8v0M6 12.5v0M10 3.5v0M10 8v0M10 12.5v0',
  smaller: 'M3.5 8h9',
  larger: 'M3.5 8h9M8 3.5v9',
  close: 'M4 4l8 8M12 4l-8 8',
};

export interface PreviewWindowOptions {
  view: Window & typeof globalThis;
  locale: string | undefined;
  theme: 'light' | 'dark' | 'system';
  close(): void;
}

export interface PreviewWindow {
  readonly host: HTMLElement;
  /** The mirror goes here. */
  readonly surface: HTMLElement;
  /** Covers the window, for outlines. */
  readonly layer: HTMLElement;
  /** The word on an outline. */
  readonly word: string;
  /** The size of the mirrored page, in CSS pixels. */
  page(size: { width: number; height: number }): void;
  show(mode: PreviewMode, picture: 'loading' | 'shown' | 'broken'): void;
  counted(count: number): void;
  stop(): void;
}

/** The preview's window on the customer's page: one node with a closed root, moved by pointer or keys, scaled by its buttons. */
export function openPreviewWindow({ view, locale, theme, close }: PreviewWindowOptions): PreviewWindow {
  const { document } = view;
  const texts = previewTexts(locale ?? view.navigator.language);
  const host = document.createElement('sightline-preview');
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(previewLook(theme));
  let size = { width: view.innerWidth, height: view.innerHeight };
  let step = view.innerWidth < NARROW ? SIZES.length - 1 : FIRST;
  let paused = false;

  const button = (name: keyof typeof PATHS, press?: () => void): HTMLButtonElement => {
    const label = name === 'grip' ? texts.move : texts[name];
    const made = element(document, 'button', { type: 'button', class: name, 'aria-label': label, title: label });
    made.append(picture(document, PATHS[name]));
    if (press) made.addEventListener('click', press);
    return made;
  };
  const title = element(document, 'p', { class: 'title', 'aria-live': 'polite' });
  const grip = button('grip');
  const smaller = button('smaller', () => resize(-1));
  const larger = button('larger', () => resize(1));
  const bar = element(document, 'div', { class: 'bar' }, grip, title, smaller, larger, button('close', close));
  const surface = element(document, 'div', { class: 'surface' });
  const note = element(document, 'p', { class: 'note' });
  const stage = element(document, 'div', { class: 'stage', role: 'img', 'aria-label': texts.picture }, surface, note);
  const foot = element(document, 'p', { class: 'foot', 'aria-live': 'polite' });
  const panel = element(
    document,
    'section',
    { class: 'panel', role: 'region', 'aria-label': texts.agents, lang: texts.lang },
    bar,
    stage,
    foot,
  );
  const layer = element(document, 'div', { class: 'layer', 'aria-hidden': 'true' });

  const fit = (): void => {
    const tallest = (view.innerWidth < NARROW ? TALLEST_NARROW : TALLEST) * view.innerHeight;
    const scale = (SIZES[step] ?? 1) * Math.min(1, (view.innerWidth - 18) / size.width, tallest / size.height);
    const room = Math.max(Math.min(LEAST, view.innerWidth - 18), Math.round(size.width * scale));
    panel.style.width = `${room + 2}px`;
    stage.style.height = `${Math.round(size.height * scale)}px`;
    surface.style.width = `${size.width}px`;
    surface.style.height = `${size.height}px`;
    surface.style.transform = `translateX(${Math.max(0, (room - size.width * scale) / 2)}px) scale(${scale})`;
    smaller.disabled = step === 0;
    larger.disabled = step === SIZES.length - 1;
  };
  const resize = (by: number): void => {
    step = Math.min(SIZES.length - 1, Math.max(0, step + by));
    fit();
  };
  const move = (left: number, top: number): void => {
    panel.classList.add('placed');
    panel.style.setProperty('--left', `${left}px`);
    panel.style.setProperty('--top', `${top}px`);
  };
  /** Puts the panel's right and bottom edges so far from the window's. */
  const place = (right: number, bottom: number): void => {
    const { width, height } = panel.getBoundingClientRect();
    move(view.innerWidth - right - width, view.innerHeight - bottom - height);
  };

  for (const type of KEPT_IN.split(' ')) panel.addEventListener(type, (event) => event.stopPropagation());
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  makeMovable({ bar, grip, panel, view, place });
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [sheet];
  root.append(layer, panel);
  document.documentElement.append(host);
  fit();
  // Where both do not fit side by side, it begins above the session's own panel.
  if (view.innerWidth < NARROW) move(EDGE, EDGE);

  return {
    host,
    surface,
    layer,
    word: texts.mark,
    page(now) {
      size = { width: Math.max(1, now.width), height: Math.max(1, now.height) };
      fit();
    },
    show(mode, now) {
      say(title, texts[mode]);
      say(note, mode === 'paused' ? texts.pausedHint : now === 'shown' ? '' : texts[now]);
      if (mode === 'paused') say(foot, '');
      paused = mode === 'paused';
      layer.hidden = mode === 'paused';
    },
    counted: (count) => say(foot, paused ? '' : texts.hidden(count)),
    stop: () => host.remove(),
  };
}

/** Sets a text only where it differs, so that a live region speaks once. */
function say(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}

function picture(document: Document, d: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}
