import { nameOf } from './face.js';
import type { Panel } from './panel.js';
import type { Viewer } from './state.js';
import type { Strings } from './strings.js';

const TEXTS = {
  en: { asks: '{name} wants to see this page. Do you allow it?', allow: 'Allow', refuse: 'Refuse' },
  de: { asks: '{name} möchte diese Seite sehen. Erlauben Sie das?', allow: 'Erlauben', refuse: 'Ablehnen' },
};

export interface AskOptions {
  /** In its `ask` the question is put: empty, or with the last one. */
  panel: Pick<Panel, 'ask' | 'fold'>;
  agent: Viewer;
  strings: Strings;
  /** The customer's answer. */
  answer(userId: string, allow: boolean): void;
}

/** Asks the customer about an agent who wants to see the page. */
export function ask({ panel: { ask: place, fold }, agent, strings, answer }: AskOptions): void {
  const { ownerDocument: document } = place;
  const texts = TEXTS[strings.lang];
  const text = texts.asks.replace('{name}', () => nameOf(agent, strings));
  // The same one: the focus stays where it is.
  if (place.dataset.of === agent.userId && place.firstChild?.textContent === text) return;
  place.dataset.of = agent.userId;
  Object.assign(place.style, { marginTop: '10px', padding: '10px 12px', border: '1px solid var(--wait)', borderRadius: '10px' });
  const question = document.createElement('p');
  question.textContent = text;
  const row = document.createElement('div');
  row.className = 'row';
  for (const allow of [false, true]) {
    const button = document.createElement('button');
    button.textContent = texts[allow ? 'allow' : 'refuse'];
    button.addEventListener('click', () => {
      // The button goes; a keyboard stays in the panel, where another Enter does no harm.
      fold.focus();
      answer(agent.userId, allow);
    });
    row.append(button);
  }
  place.replaceChildren(question, row);
}
