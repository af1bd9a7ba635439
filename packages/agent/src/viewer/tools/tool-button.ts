import { type IconName, icon } from '../icons.js';
import { make } from '../make.js';

export interface ToolButton {
  icon: IconName;
  label: string;
  /** The key that does the same, shown with the name. */
  key?: string;
  run(): void;
}

export interface ToolButtons {
  button(o: ToolButton): HTMLButtonElement;
  /** Sets attributes that differ. */
  set(element: Element, attributes: Readonly<Record<string, string>>): void;
}

/** Buttons that are a picture in the bar, and a picture and words in the menu. */
export const createToolButtons = (document: Document): ToolButtons => ({
  button({ icon: name, label, key, run }) {
    const made = make(
      document,
      'button',
      { type: 'button', class: 'tool', 'aria-label': label, title: key ? `${label} (${key.toUpperCase()})` : label },
      icon(document, name),
      make(document, 'span', { class: 'words', 'aria-hidden': 'true' }, label),
    );
    if (key) made.setAttribute('aria-keyshortcuts', key.toUpperCase());
    made.addEventListener('click', run);
    return made;
  },
  set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  },
});
