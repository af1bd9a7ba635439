import { listen, quietly } from '@sightline/link';

/** Windows of one page that are looked through in one go. */
const MOST = 200;
const ignore = (): void => undefined;

/**
 * Hears events in a window and in those of its same-origin iframes, however deep, past what loads into them. New iframes are looked for
 * where something loads, where a window tells (`blur`) that the focus has left it and may have gone there, and by `look`.
 */
export function listenInFrames(window: Window, types: readonly string[], run: (event: Event) => void): { look(): void; stop(): void } {
  const watched = new Map<Document, () => void>();
  /** The first document of an iframe and the one after it may share a window. */
  const seen = new WeakSet<Event>();
  const heard = (event: Event): void => {
    const { type, target, currentTarget } = event;
    if (type === 'load' || (type === 'blur' && target === currentTarget)) look();
    if (!types.includes(type) || seen.has(event)) return;
    seen.add(event);
    run(event);
  };
  const watch = (view: Window): void => {
    // Throws where it is another site's.
    const { document, frameElement } = view;
    if (watched.has(document)) return;
    const here = listen(view, [...types, 'blur', 'load'], heard, true);
    // From within a shadow root nothing is heard of it at the window.
    const loads = frameElement && listen(frameElement, ['load'], look);
    watched.set(document, () => {
      here.stop();
      loads?.stop();
    });
  };
  const look = (): void => {
    for (const [document, stop] of watched)
      if (!document.defaultView) {
        stop();
        watched.delete(document);
      }
    const views = [window];
    for (let at = 0; at < views.length && at < MOST; at++)
      void quietly(() => {
        const view = views[at] as Window;
        watch(view);
        // Those in shadow roots are not among a window's: the one with the focus counts.
        const focused = innermost(view.document) as HTMLIFrameElement | null;
        if (focused?.contentWindow) views.push(focused.contentWindow);
        for (let i = 0; i < view.length && i < MOST; i++) views.push(view[i] as Window);
      }, ignore);
  };
  look();
  return {
    look,
    stop() {
      for (const stop of watched.values()) void quietly(stop, ignore);
      watched.clear();
    },
  };
}

/** What has the focus, through open shadow roots. */
function innermost(document: Document): Element | null {
  let at = document.activeElement;
  for (let inner = at; inner; inner = inner.shadowRoot?.activeElement ?? null) at = inner;
  return at;
}
