/** The element that has the focus, through open shadow roots. */
export function focused(document: Document): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** What a mouse can give the focus to; of anything else it takes the focus away. */
export const FOCUSABLE =
  'a[href],area[href],button,input,select,textarea,iframe,[tabindex],summary,audio[controls],video[controls],[contenteditable]:not([contenteditable=false])';

/** What may get the focus where an element is given it: a label's control, and what is in a host that delegates it. */
export function focusedThrough(element: Element): Element[] {
  const { control } = element as HTMLLabelElement;
  if (element.localName === 'label') return control ? [control] : [];
  const root = element.shadowRoot;
  return root?.delegatesFocus ? [...root.querySelectorAll(FOCUSABLE)].flatMap((inner) => [inner, ...focusedThrough(inner)]) : [];
}
