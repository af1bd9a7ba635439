import { make } from '../../viewer/make.js';
import type { AssistStrings } from '../strings.js';

export interface DraftedRow {
  name: string;
  value: string;
  remove(): void;
}

/** Which fields are drafted, what was sent, and what came of it. */
export interface ProposalPanel {
  readonly element: HTMLElement;
  show(what: { on: boolean; drafted: readonly DraftedRow[]; waiting: number; full: boolean }): void;
  /** What the customer has answered, or why nothing was sent. */
  say(text: string): void;
}

export function createProposalPanel(
  document: Document,
  s: AssistStrings,
  act: { send(): void; withdraw(): void; done(): void },
): ProposalPanel {
  const button = (text: string, run: () => void, className = ''): HTMLButtonElement => {
    const made = make(document, 'button', { type: 'button', class: className }, text);
    made.addEventListener('click', run);
    return made;
  };
  const rows = make(document, 'ul');
  const hint = make(document, 'p', {}, s.proposeHint);
  const waits = make(document, 'p', { hidden: '' });
  const news = make(document, 'p', { class: 'proposal-news', role: 'status' });
  const send = button(s.sendProposal, act.send, 'accent');
  const withdraw = button(s.withdraw, act.withdraw);
  const element = make(
    document,
    'div',
    { class: 'proposal', role: 'group', 'aria-label': s.propose, hidden: '' },
    make(document, 'b', {}, s.propose),
    hint,
    rows,
    waits,
    news,
    make(document, 'div', { class: 'assist-steps' }, send, withdraw, button(s.doneProposing, act.done)),
  );
  // The page's keys are none of the panel's.
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') event.stopPropagation();
  });
  return {
    element,
    show({ on, drafted, waiting, full }) {
      element.hidden = !on;
      hint.hidden = drafted.length > 0 || waiting > 0;
      waits.hidden = waiting === 0;
      waits.textContent = s.proposed(waiting);
      send.disabled = drafted.length === 0 || full;
      withdraw.hidden = waiting === 0;
      rows.replaceChildren(
        ...drafted.map(({ name, value, remove }) => {
          const out = button('×', remove);
          out.setAttribute('aria-label', `${s.removeDraft} ${name}`);
          return make(document, 'li', {}, make(document, 'b', {}, name), make(document, 'span', {}, value), out);
        }),
      );
    },
    say(text) {
      news.textContent = text;
    },
  };
}
