import { make } from './make.js';
import type { CurtainName, Strings } from './strings.js';

/** What lies over the page, in plain words. A thin one lets the last picture shine through. */
export interface Curtain {
  readonly element: HTMLElement;
  show(name: CurtainName | 'loading' | null, text?: string): void;
}

const THIN = new Set<string>(['away', 'reconnecting']);
const BUSY = new Set<string>(['connecting', 'loading', 'reconnecting', 'broken']);

export function createCurtain(document: Document, strings: Strings): Curtain {
  const note = make(document, 'div', { class: 'note', role: 'status', 'aria-live': 'polite' });
  const element = make(document, 'div', { class: 'curtain', hidden: '' }, note);
  return {
    element,
    show(name, text) {
      element.hidden = name === null;
      if (name === null) {
        note.replaceChildren();
        return;
      }
      element.classList.toggle('thin', THIN.has(name));
      const [, heading, sentence] = strings.curtains[name];
      const spin = BUSY.has(name) ? [make(document, 'i', { class: 'spin', 'aria-hidden': 'true' })] : [];
      note.replaceChildren(...spin, make(document, 'h2', {}, heading), make(document, 'p', {}, text ?? sentence));
    },
  };
}
