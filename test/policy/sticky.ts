/** Who was a password, told by the steps as they happen: what a page's watcher has to find out by itself (surface §7). */
export interface Sticky {
  /** `init` was called: from now on what is a password stays one. */
  begin(): void;
  /** Something looked at the page, or could have: its passwords are known. */
  seen(): void;
  /** Called before and after a field's type changes. */
  changes(input: HTMLInputElement): void;
  /** Called before a field leaves the page. */
  leaves(input: HTMLInputElement): void;
  /** A framework put `twin` where `old` stood. */
  renewed(old: HTMLInputElement, twin: HTMLInputElement): void;
  /** `yes`: must be masked; `maybe`: a watcher may take it for one. */
  of(input: HTMLInputElement): 'yes' | 'maybe' | 'no';
}

const TEXTUAL = /^(?:text|search|tel|url|email|number)$/;

export function createSticky(document: Document, everyElement: (root: Document) => Iterable<Element>): Sticky {
  const were = new WeakSet<Element>();
  const doubtful = new WeakSet<Element>();
  const names = new Set<string>();
  const forms = new WeakSet<Element>();
  let begun = false;
  const keysOf = (input: HTMLInputElement): string[] =>
    (['name', 'id'] as const).flatMap((by) => (input.getAttribute(by) ? [`${by} ${input.getAttribute(by)}`] : []));
  const note = (input: HTMLInputElement): void => {
    were.add(input);
    for (const key of keysOf(input)) names.add(key);
    if (input.form) forms.add(input.form);
  };
  const seen = (): void => {
    if (!begun) return;
    for (const element of everyElement(document))
      if (element.localName === 'input' && (element as HTMLInputElement).type === 'password') note(element as HTMLInputElement);
  };
  return {
    begin() {
      begun = true;
      seen();
    },
    seen,
    changes(input) {
      if (!begun || input.type !== 'password') return;
      // Nothing tells of a change outside the page, or, before anything looked, inside a shadow root.
      if (input.getRootNode() === document) note(input);
      else if (!were.has(input)) doubtful.add(input);
    },
    leaves(input) {
      if (begun && input.type === 'password' && input.getRootNode() === document) note(input);
    },
    renewed(old, twin) {
      if (were.has(old) || doubtful.has(old) || (begun && old.type === 'password')) doubtful.add(twin);
    },
    of(input) {
      if (were.has(input)) return 'yes';
      const same = keysOf(input).some((key) => names.has(key));
      if (same && TEXTUAL.test(input.type)) return 'yes';
      // By its place in a form, or as another kind of field of the same name.
      return same || doubtful.has(input) || (input.form !== null && forms.has(input.form)) ? 'maybe' : 'no';
    },
  };
}
