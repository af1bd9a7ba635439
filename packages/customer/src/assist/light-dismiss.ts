import { type Dom, isElement } from './dom.js';
import { focused } from './focused.js';
import type { Judge } from './judge.js';

/** Closes what a browser closes when something else is pressed: popovers, and dialogs that say so. Only trusted events do it by themselves. */
export function createLightDismiss({ dom, judge }: { dom: Dom; judge: Judge }): { press(down: Element, up: Element): void } {
  const ask = (element: Element, selector: string): boolean => {
    try {
      return dom.matches(element, selector);
    } catch {
      // A browser without it.
      return false;
    }
  };
  const isLight = (element: Element): boolean =>
    /^(?:auto|hint|)$/.test(dom.attribute(element, 'popover') ?? 'none') && ask(element, ':popover-open');
  /** The popovers an element is in, or opens. */
  const holders = (of: Element): Set<Element> => {
    const found = new Set<Element>();
    judge.around(of, (node) => {
      if (!isElement(node)) return;
      const { popoverTargetElement: opened, commandForElement: commanded } = node as HTMLButtonElement & { commandForElement?: Element };
      for (const one of [node, opened, commanded]) if (one && isLight(one)) found.add(one);
    });
    return found;
  };
  const openIn = (root: Document | ShadowRoot, selector: string): Element[] => {
    try {
      return [...root.querySelectorAll(selector)];
    } catch {
      return [];
    }
  };
  const hide = (element: HTMLElement): void => {
    if (judge.refuses(element)) return;
    const { ownerDocument: document } = element;
    const had = focused(document) as HTMLElement | null;
    element.hidePopover();
    // By script it gives the focus back to what opened it; pressed beside, it leaves it where it is.
    if (had && had !== document.body && !element.contains(had) && focused(document) !== had) had.focus({ preventScroll: true });
  };
  return {
    press(down, up) {
      const roots = new Set([down.ownerDocument, down.getRootNode() as ShadowRoot]);
      const [held, kept] = [holders(down), holders(up)];
      for (const root of roots) {
        for (const one of openIn(root, ':popover-open').reverse())
          if (isLight(one) && !held.has(one) && !kept.has(one) && ![...kept].some((inner) => one.contains(inner))) hide(one as HTMLElement);
        for (const one of openIn(root, 'dialog[closedby=any][open]'))
          if (down === one && up === one && !judge.refuses(one)) (one as HTMLDialogElement & { requestClose?(): void }).requestClose?.();
      }
    },
  };
}
