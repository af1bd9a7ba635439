/** Remembers what ever was a password, from `init` on (surface §7). */
export interface Secrets {
  /** True for a password input, one that was one, or one that stands where one stood: same name, id or place in its form. */
  has(element: Element): boolean;
  note(element: Element): void;
  stop(): void;
}

/**
 * Starts the passive watcher: changes of `type`, focus and typing in password inputs, and a look at each click (which may
 * replace one by a readable twin). Changes nothing on the page.
 */
export function watchSecrets(document: Document): Secrets {
  const known = new WeakSet<Element>();
  const keys = new Set<string>();
  const guarded = <T>(fn: (value: T) => void) => {
    return (value: T): void => {
      try {
        fn(value);
      } catch {
        // A page that breaks the DOM's own methods keeps its errors; capture masks password inputs by itself.
      }
    };
  };
  const attribute = (element: Element, name: string): string => Element.prototype.getAttribute.call(element, name) ?? '';
  const isInput = (target: unknown): target is HTMLInputElement => (target as Element | undefined)?.localName === 'input';
  const keysOf = (input: HTMLInputElement): string[] => {
    const out: string[] = [];
    for (const name of ['name', 'id']) if (attribute(input, name)) out.push(name + attribute(input, name));
    const form = input.form;
    if (form) {
      const inputs = Element.prototype.querySelectorAll.call(form, 'input');
      let place = 0;
      while (place < inputs.length && inputs[place] !== input) place++;
      out.push(['form', attribute(form, 'id'), attribute(form, 'name'), attribute(form, 'action'), place, inputs.length].join('\n'));
    }
    return out;
  };
  const note = (element: Element): void => {
    if (known.has(element) || !isInput(element)) return;
    known.add(element);
    for (const key of keysOf(element)) keys.add(key);
  };
  const scan = (root: ParentNode): void => {
    const found = root.querySelectorAll('input[type=password i]');
    for (let i = 0; i < found.length; i++) note(found[i] as Element);
  };
  const changed = guarded<MutationRecord[]>((records) => {
    for (const { target, oldValue } of records) {
      if (isInput(target) && (target.type === 'password' || oldValue?.toLowerCase() === 'password')) note(target);
    }
  });
  // A browser without it shares nothing: `init` fails with `unsupported_browser`.
  const observer = typeof MutationObserver === 'function' ? new MutationObserver(changed) : undefined;
  observer?.observe(document, { subtree: true, attributes: true, attributeFilter: ['type'], attributeOldValue: true });
  const onEvent = guarded<Event>((event) => {
    const target = event.composedPath()[0];
    if (event.type === 'click') {
      scan(document);
      const root = (target as Node).getRootNode?.();
      if (root?.nodeType === 11) scan(root as ShadowRoot);
    } else if (isInput(target) && target.type === 'password') note(target);
  });
  const types = ['focusin', 'input', 'click'];
  for (const type of types) document.addEventListener(type, onEvent, { capture: true, passive: true });
  guarded(scan)(document);
  return {
    has(element) {
      if (known.has(element)) return true;
      if (!isInput(element)) return false;
      if (element.type === 'password') {
        note(element);
        return true;
      }
      if (keys.size === 0 || !/^(?:text|search|tel|url|email|number)$/.test(element.type)) return false;
      for (const key of keysOf(element)) if (keys.has(key)) return true;
      return false;
    },
    note,
    stop() {
      observer?.disconnect();
      for (const type of types) document.removeEventListener(type, onEvent, { capture: true });
    },
  };
}
