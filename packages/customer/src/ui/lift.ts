/** Elements that may be tried as the panel's place at once. */
const MOST_HOLDERS = 8;
/** Milliseconds the page has to itself after the customer pressed beside a panel that is modal. */
const ASIDE_MS = 6_000;

export interface LiftOptions {
  view: Window & typeof globalThis;
  host: HTMLElement;
  /** All there is in its root. */
  panel: HTMLElement;
  now(): number;
}

export interface Lift {
  /** Puts the panel where `reachable` holds; false where it holds nowhere, or the customer has just put the panel aside. */
  lift(reachable: () => boolean): boolean;
  /** Puts back what it changed of the page. */
  stop(): void;
}

/**
 * Brings the panel above whatever the page has in the top layer, by the least that helps: as a popover, inside the modal `dialog`
 * or the element in full screen that makes all around it inert, and where neither can hold it, as a modal `dialog` of its own.
 */
export function createLift({ view, host, panel, now }: LiftOptions): Lift {
  const { document } = view;
  const root = panel.getRootNode() as ShadowRoot;
  const frame = document.createElement('dialog');
  const look = new view.CSSStyleSheet();
  look.replaceSync(
    ':host::backdrop{display:none!important}dialog{all:unset;position:fixed;inset:inherit}dialog::backdrop{background:none}',
  );
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, look];
  // Escape is the page's as before, and no button has the focus by itself.
  for (const [name, value] of [
    ['role', 'none'],
    ['closedby', 'none'],
    ['tabindex', '-1'],
  ] as const)
    frame.setAttribute(name, value);
  let aside = 0;
  let shown: [value: string, priority: string] | undefined;

  const move = (holder: ParentNode, node: Node): void => {
    try {
      // Keeps the focus inside.
      (holder as ParentNode & { moveBefore(node: Node, before: null): void }).moveBefore(node, null);
    } catch {
      holder.append(node);
    }
  };
  const close = (): void => {
    if (!frame.isConnected) return;
    frame.close();
    move(root, panel);
    frame.remove();
  };
  const put = (holder: Element): void => {
    close();
    // Whatever the page has given it: `inert`, `hidden`, a style. Without `popover` it is shown no more.
    for (const name of host.getAttributeNames()) host.removeAttribute(name);
    if (host.parentNode !== holder) move(holder, host);
    host.popover = 'manual';
    // A browser without popovers shows it in its place.
    host.showPopover?.();
  };
  const modal = (): void => {
    put(document.documentElement);
    host.hidePopover?.();
    root.append(frame);
    move(frame, panel);
    frame.showModal();
    frame.focus();
  };
  /** The elements that make inert what is around them, the topmost first where a hit test can tell. */
  const holders = (): Set<Element> => {
    const found = new Set<Element>();
    const above = (from: Element | null): void => {
      for (let at: Node | null = from; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null)
        if (at.nodeType === 1 && at !== document.documentElement && (at as Element).matches(':modal,:fullscreen')) found.add(at as Element);
    };
    const inner = (next: (root: DocumentOrShadowRoot) => Element | null): Element | null => {
      let at: Element | null = null;
      for (let root: DocumentOrShadowRoot | null | undefined = document; root; root = at.shadowRoot) {
        const deeper = next(root);
        if (!deeper || deeper === at) break;
        at = deeper;
      }
      return at;
    };
    const { innerWidth: width, innerHeight: height } = view;
    for (const [x, y] of [
      [0.5, 0.5],
      [0.98, 0.98],
      [0.02, 0.02],
    ] as const)
      above(inner((root) => root.elementFromPoint(width * x, height * y)));
    above(inner((root) => root.activeElement));
    above(inner((root) => root.fullscreenElement));
    for (const other of [...document.querySelectorAll(':modal')].reverse()) above(other);
    return found;
  };
  frame.addEventListener('pointerdown', (event) => {
    // Beside the panel: on its backdrop.
    if (event.target !== frame) return;
    aside = now() + ASIDE_MS;
    put(document.documentElement);
  });
  return {
    lift(reachable) {
      if (now() < aside) return false;
      const { style } = document.documentElement;
      if (view.getComputedStyle(document.documentElement).display === 'none') {
        shown ??= [style.getPropertyValue('display'), style.getPropertyPriority('display')];
        style.setProperty('display', 'block', 'important');
      }
      put(document.documentElement);
      if (reachable()) return true;
      let tries = MOST_HOLDERS;
      for (const holder of holders()) {
        if (holder === host || tries-- === 0) continue;
        put(holder);
        if (reachable()) return true;
      }
      modal();
      return reachable();
    },
    stop() {
      close();
      if (shown) document.documentElement.style.setProperty('display', ...shown);
    },
  };
}
