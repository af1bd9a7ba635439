import { original } from '@sightline/link';
import type { Unseen } from '../boot/unseen.js';
import type { See } from '../capture/see.js';

/** Remembers what ever was a password, from `init` on (surface §7). */
export interface Secrets {
  /** True for a password input, one that was one, or a field that stands where one stood: same name, id, label or place in its form. */
  has(element: Element): boolean;
  note(element: Element): void;
  /** Looks at a shadow root or a frame's document too, and goes on doing so. */
  watch(root: Document | ShadowRoot): void;
  /** Grows with what is known: a field looked at before may be one now. */
  readonly news: number;
  /** What is made out of sight, with `deepCapture`: watched too. */
  readonly unseen: Unseen | undefined;
  /** Sees it, once its part is there. */
  see?: See;
}

/** What a framework writes again when it makes a field anew. */
const LABELS = ['name', 'id', 'aria-label', 'placeholder', 'data-testid'];

/**
 * Starts the passive watcher: changes of `type`, focus and typing in password inputs, and a look at each click (which may
 * replace one by a readable twin). Changes nothing on the page.
 */
export function watchSecrets(document: Document, unseen?: Unseen): Secrets {
  const known = new WeakSet<Element>();
  const keys: Record<string, true> = { __proto__: null } as never;
  const roots = new WeakSet<Node>();
  let news = 0;
  const { getAttribute, querySelectorAll } = document.createElement('p');
  const guarded = <T>(fn: (value: T) => void) => {
    return (value: T): void => {
      try {
        fn(value);
      } catch {
        // A page that breaks the DOM's own methods keeps its errors; capture masks password inputs by itself.
      }
    };
  };
  const attribute = (element: Element, name: string): string => getAttribute.call(element, name) ?? '';
  const isInput = (target: unknown): target is HTMLInputElement => (target as Element | undefined)?.localName === 'input';
  const keysOf = (field: HTMLInputElement): string[] => {
    const out: string[] = [];
    for (const name of LABELS) if (attribute(field, name)) out.push(name + attribute(field, name));
    const { form } = field;
    if (form) {
      const fields = querySelectorAll.call(form, 'input,textarea');
      let place = 0;
      while (place < fields.length && fields[place] !== field) place++;
      out.push(['form', attribute(form, 'id'), attribute(form, 'name'), attribute(form, 'action'), place, fields.length].join('\n'));
    }
    return out;
  };
  const note = (element: Element): void => {
    if (known.has(element)) return;
    known.add(element);
    news++;
    for (const key of keysOf(element as HTMLInputElement)) keys[key] = true;
  };
  const isPassword = (target: unknown): target is HTMLInputElement => isInput(target) && target.type === 'password';
  const each = (root: Document | ShadowRoot, selector: string, visit: (element: Element) => void): void => {
    const found = root.querySelectorAll(selector);
    for (let i = 0; i < found.length; i++) visit(found[i] as Element);
  };
  const scan = (root: Document | ShadowRoot): void => each(root, 'input[type=password i]', note);
  const changed = guarded<MutationRecord[]>((records) => {
    for (const { target, oldValue } of records)
      if (isPassword(target) || (isInput(target) && oldValue?.toLowerCase() === 'password')) note(target);
  });
  // A browser without it shares nothing: `init` fails with `unsupported_browser`.
  const observer = typeof window.MutationObserver === 'function' ? new (original(window.MutationObserver))(changed) : undefined;
  const onEvent = guarded<Event>((event) => {
    const path = event.composedPath();
    for (const node of path) if ((node as Node).nodeType === 11) watch(node as ShadowRoot);
    const target = path[0] as Node;
    if (event.type === 'load') watchFrame(target);
    else if (event.type === 'click') {
      const own = target.ownerDocument;
      if (own) scan(own);
      for (const node of path) if ((node as Node).nodeType === 11) scan(node as ShadowRoot);
    } else if (isPassword(target)) note(target);
  });
  const watch = guarded((root: Document | ShadowRoot): void => {
    // Also again: `document.open` takes every listener away.
    if (root.nodeType === 9 || (root as ShadowRoot).mode === 'closed')
      for (const type of ['focusin', 'input', 'click', 'load'])
        original(root.addEventListener).call(root, type, onEvent, { capture: true, passive: true });
    if (roots.has(root)) return;
    roots.add(root);
    observer?.observe(root, { subtree: true, attributes: true, attributeFilter: ['type'], attributeOldValue: true });
    // Events in an open shadow tree come up to its document by themselves.
    scan(root);
    each(root, 'iframe,frame', watchFrame);
    each(root, '*', ({ shadowRoot }) => shadowRoot && watch(shadowRoot));
  });
  const watchFrame = (target: Node): void => {
    const inner = (target as HTMLIFrameElement).contentDocument;
    if (inner) watch(inner);
  };
  watch(document);
  if (unseen) unseen.found = watch;
  return {
    unseen,
    has(element) {
      if (known.has(element)) return true;
      if (isPassword(element)) {
        note(element);
        return true;
      }
      if (news === 0 || !/^(?:text|search|tel|url|email|number|textarea)$/.test((element as HTMLInputElement).type)) return false;
      for (const key of keysOf(element as HTMLInputElement)) if (keys[key]) return true;
      return false;
    },
    note,
    watch,
    get news() {
      return news;
    },
  };
}
