/** How a field is called and what it holds, in the customer's words: both are on the customer's own page. */
const LONGEST = 120;

const words = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST);

/** By its label, what stands for one, else its name. */
export function labelOf(element: Element): string {
  const { labels } = element as HTMLInputElement;
  const root = element.getRootNode() as Document | ShadowRoot;
  const named = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => (id ? root.getElementById(id)?.textContent : ''));
  for (const text of [
    named.join(' '),
    element.getAttribute('aria-label'),
    labels?.[0]?.textContent,
    element.getAttribute('placeholder'),
    element.getAttribute('title'),
    element.getAttribute('name'),
  ])
    if (words(text)) return words(text);
  return words(element.localName);
}

/** What it holds: a text, the words of chosen options, a mark for a box that is checked. */
export function valueOf(element: Element): string {
  switch (element.localName) {
    case 'select':
      return words([...(element as HTMLSelectElement).selectedOptions].map(({ label }) => label).join(', '));
    case 'input': {
      const { type, checked, value } = element as HTMLInputElement;
      return type === 'checkbox' || type === 'radio' ? checkedWord(checked) : words(value);
    }
    case 'textarea':
      return words((element as HTMLTextAreaElement).value);
    default:
      return words(element.textContent);
  }
}

/** Alike in every language. */
export const checkedWord = (checked: boolean): string => (checked ? '✓' : '✗');
export const textWords = words;
