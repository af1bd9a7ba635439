import type { ErrorObject } from '@sightline/protocol';
import { type Face, faceOf } from './face.js';
import { createPanel, type Panel } from './panel.js';
import { sheetText } from './sheet.js';
import type { WidgetActions, WidgetState } from './state.js';
import { stringsFor } from './strings.js';

/** Milliseconds the panel stays after the session has ended; it waits while the customer points at it or is inside it. */
const LINGER_MS = 8_000;

export interface WidgetOptions {
  document: Document;
  /** BCP 47; the browser's language when absent. */
  locale?: string | undefined;
  theme: 'light' | 'dark' | 'system';
  actions: WidgetActions;
  /** It has left the page. */
  gone?(): void;
}

export interface Widget {
  /** The only node the page can see of it: to be left out of the capture. */
  host: HTMLElement;
  /** Shows a state, putting the panel back where the page has removed it. */
  show(state: WidgetState): void;
  /** Takes it off the page, with everything that belongs to it. */
  stop(): void;
}

/** Makes the built-in panel of a session; nothing is on the page before the first `show`. Never throws, never takes the focus. */
export function createWidget({ document, locale, theme, actions, gone }: WidgetOptions): Widget {
  const host = document.createElement('sightline-widget');
  // What has no window throws at the first use, before anything is on a page.
  const view = document.defaultView as Window & typeof globalThis;
  const strings = stringsFor(locale, view);
  let panel: Panel | undefined;
  let timer: number | undefined;
  let stopped = false;
  let peeking = false;
  let latest: WidgetState | undefined;

  const remove = (): void => {
    host.remove();
    view.clearTimeout(timer);
    gone?.();
  };
  const linger = (): void => {
    timer = view.setTimeout(() => quietly(panel?.root.matches(':hover, :focus-within') ? linger : remove), LINGER_MS);
  };
  const tellFailure = ({ error }: { error: ErrorObject }, face: Face, on: Panel): void => {
    const told = latest;
    const tell = (hint: string): void => quietly(() => told === latest && on.draw({ ...face, hint }));
    actions.loadPart('failures').then(
      ({ errorText }) => tell(errorText(error, strings)),
      () => tell(strings.network),
    );
  };
  const buttons = { ...actions, stop: actions.end, close: remove, preview: () => actions.preview(!peeking) };

  quietly(() => {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(sheetText(theme));
    const spot = sheet.cssRules[sheet.insertRule(':host{}')] as CSSStyleRule;
    const place = (right: number, bottom: number): void => {
      spot.style.setProperty('--sightline-right', `${right}px`, 'important');
      spot.style.setProperty('--sightline-bottom', `${bottom}px`, 'important');
    };
    place(20, 20);
    panel = createPanel({
      document,
      view,
      strings,
      press: (what) => quietly(buttons[what]),
      answer: (userId, allow) => quietly(() => actions.answer(userId, allow)),
      place,
      loadPart: actions.loadPart,
    });
    const root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [sheet];
    root.append(panel.root);
  });

  return {
    host,
    show: (state) =>
      quietly(() => {
        if (stopped || !panel) return;
        view.clearTimeout(timer);
        // In the document before its words change: a live region only speaks of changes.
        if (!host.isConnected) document.documentElement.append(host);
        const face = faceOf(state, strings);
        peeking = face.peek === true;
        panel.draw(face);
        if (face.fleeting) linger();
        latest = state;
        if (state.view === 'error' && !face.hint) tellFailure(state, face, panel);
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
