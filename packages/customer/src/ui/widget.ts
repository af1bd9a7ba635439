import { listen, type Natives } from '@sightline/link';
import type { Parts } from '../parts/parts.js';
import { type Face, faceOf } from './face.js';
import { createPanel, type Panel } from './panel.js';
import { hitPanel, isClear, LOOK_MS } from './reach.js';
import { sheetText } from './sheet.js';
import { type Corner, SPOT_KEY } from './spot.js';
import type { WidgetActions, WidgetState } from './state.js';
import { stringsFor } from './strings.js';

/** Milliseconds the panel stays after the session has ended; it waits while the customer points at it or is inside it. */
const LINGER_MS = 8_000;

export interface WidgetOptions {
  document: Document;
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout' | 'now'>;
  /** BCP 47; the browser's language when absent. */
  locale?: string | undefined;
  theme: 'light' | 'dark' | 'system';
  /** Where the panel stands until it is moved. */
  corner: Corner;
  actions: WidgetActions;
  /** It has left the page. */
  gone?(): void;
}

export interface Widget {
  /** The only node the page can see of it: to be left out of the capture. */
  host: HTMLElement;
  /** What is in it; undefined where it could not be made. */
  readonly panel: Panel | undefined;
  /** Shows a state, putting the panel back where the page has removed it. */
  show(state: WidgetState): void;
  /** Takes it off the page, with everything that belongs to it. */
  stop(): void;
}

/** Makes the built-in panel of a session; nothing is on the page before the first `show`. Never throws, never takes the focus. */
export function createWidget({ document, natives, locale, theme, corner, actions, gone }: WidgetOptions): Widget {
  const host = document.createElement('sightline-widget');
  // What has no window throws at the first use, before anything is on a page.
  const view = document.defaultView as Window & typeof globalThis;
  const strings = stringsFor(locale, view);
  let panel: Panel | undefined;
  let timer: unknown;
  let stopped = false;
  let peeking = false;
  let latest: WidgetState | undefined;
  let stoppable = false;
  /** What lives as long as the panel is on the page. */
  let looking: unknown;
  let keys: { stop(): void } | undefined;
  let placed: { stop(): void } | undefined;
  let loading = false;

  const remove = (): void => {
    host.remove();
    natives.clearTimeout(timer);
    natives.clearTimeout(looking);
    keys?.stop();
    placed?.stop();
    keys = placed = undefined;
    gone?.();
  };
  const linger = (): void => {
    timer = natives.setTimeout(() => quietly(panel?.root.matches(':hover, :focus-within') ? linger : remove), LINGER_MS);
  };
  /** What does not come is asked for again with the next change. */
  const load = <K extends 'ask' | 'failures'>(name: K, use: (part: Parts[K]) => void, without?: () => void): void =>
    void actions.loadPart(name).then(
      (part) => quietly(() => use(part)),
      () => without && quietly(without),
    );
  const tellMore = (state: Extract<WidgetState, { view: 'error' | 'ended' }>, face: Face, on: Panel): void => {
    const tell = (hint: string): void => void (state === latest && on.draw({ ...face, hint }));
    if (state.view === 'error')
      load(
        'failures',
        ({ errorText }) => tell(errorText(state.error, strings)),
        () => tell(strings.network),
      );
    else
      load(
        'ask',
        ({ endingText }) => tell(endingText(state.reason, strings)),
        () => tell(strings.unseen),
      );
  };
  const buttons = { ...actions, stop: actions.end, close: remove, preview: () => actions.preview(!peeking) };
  /** Loads what moves and lifts the panel. */
  const loadPlace = (): void => {
    if (loading || placed) return;
    loading = true;
    const settle = (part?: Parts['place']): void =>
      quietly(() => {
        loading = false;
        if (!panel) return;
        if (keys && part) placed = part.placePanel({ view, natives, host, panel, corner });
      });
    actions.loadPart('place').then(settle, () => settle());
  };
  const look = (): void => {
    quietly(() => panel && !isClear(view, hitPanel(view, host, panel.root), host) && loadPlace());
    if (!placed) looking = natives.setTimeout(look, LOOK_MS);
  };
  /** Keys reach it where the page's focus trap lets no focus in: four, which mean nothing to browsers, screen readers and layouts. */
  const stopKey = (event: Event): void => {
    const { ctrlKey, altKey, shiftKey, code } = event as KeyboardEvent;
    if (!ctrlKey || !altKey || !shiftKey || code !== 'KeyS' || !stoppable) return;
    actions.end();
  };
  quietly(() => {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(sheetText(theme));
    panel = createPanel({
      document,
      view,
      strings,
      press: (what) => quietly(buttons[what]),
      approach: () => quietly(loadPlace),
      tellKept: (place) => load('ask', ({ KEPT_TEXTS }) => (place.textContent = KEPT_TEXTS[strings.lang])),
    });
    const root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [sheet];
    root.append(panel.root);
  });

  return {
    host,
    get panel() {
      return panel;
    },
    show: (state) =>
      quietly(() => {
        if (stopped || !panel) return;
        natives.clearTimeout(timer);
        // In the document before its words change: a live region only speaks of changes.
        if (!host.isConnected) document.documentElement.append(host);
        const face = faceOf(state, strings);
        peeking = face.peek === true;
        panel.draw(face);
        const { asks: agent } = face;
        // Until the question is there nobody is let in.
        if (agent) load('ask', ({ ask }) => panel && ask({ panel, agent, strings, answer: actions.answer }));
        latest = state;
        if ((state.view === 'error' || state.view === 'ended') && !face.hint) tellMore(state, face, panel);
        stoppable = face.exit === 'stop';
        if (face.fleeting) linger();
        if (!keys) {
          keys = listen(view, ['keydown'], stopKey, true);
          look();
          if (corner !== 'bottom-right' || view.localStorage.getItem(SPOT_KEY)) {
            // It has a place of its own.
            loadPlace();
          }
        }
        // The session is over: the page's storage is as it was.
        if (face.fleeting) view.localStorage.removeItem(SPOT_KEY);
      }),
    stop: () =>
      quietly(() => {
        stopped = true;
        remove();
      }),
  };
}

/** The page may have broken any method of the DOM: a panel that cannot be shown must not break the page in turn. */
function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // Sharing works without the panel; its state is in the session's events too.
  }
}
