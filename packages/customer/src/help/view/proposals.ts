import type { Make } from './make.js';
import { say } from './make.js';
import { UNMEANT_MS } from './question.js';
import { fill, type HelpTexts } from './texts.js';

/** A proposal as the customer reads it. */
export interface ShownProposal {
  proposalId: string;
  userName: string;
  fields: readonly { label: string; from: string; to: string }[];
}

export interface ProposalsOptions {
  make: Make;
  now(): number;
  texts: HelpTexts;
  name(who: { userName: string }): string;
  /** `accepted`: places in `fields`. */
  answer(proposalId: string, accepted: readonly number[]): void;
}

/** Proposals, each with its fields, what they hold and would hold, to be chosen one by one or all at once. */
export function createProposals({ make, now, texts, name, answer }: ProposalsOptions): {
  element: HTMLElement;
  show(proposals: readonly ShownProposal[]): void;
} {
  const element = make('div');
  const shown = new Map<string, { element: HTMLElement; of: ShownProposal }>();
  /** When the newest came, or one went: what is pressed right then was meant for what stood there before. */
  let since = 0;
  const draw = (proposal: ShownProposal): HTMLElement => {
    const { proposalId, fields } = proposal;
    const chosen = new Set(fields.keys());
    const press = (accepted: () => readonly number[]): void => {
      if (now() - since > UNMEANT_MS) answer(proposalId, accepted());
    };
    const apply = make.button(texts.apply, () => press(() => [...chosen]));
    const list = make('ul');
    for (const [place, { label, from, to }] of fields.entries()) {
      const box = make('input');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', () => {
        if (box.checked) chosen.add(place);
        else chosen.delete(place);
        apply.disabled = chosen.size === 0;
      });
      const old = make('del', '', from || texts.empty);
      list.append(
        make('li', '', make('label', '', box, make('span', '', make('b', '', label), old, ' → ', make('ins', '', to || texts.empty)))),
      );
    }
    const title = make('p');
    say(title, fill(texts.proposes, { name: name(proposal) }));
    const group = make(
      'div',
      'ask',
      title,
      list,
      make(
        'div',
        'row',
        make.button(texts.refuse, () => press(() => [])),
        apply,
      ),
    );
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', title.textContent);
    return group;
  };
  return {
    element,
    show(proposals) {
      for (const [id, { element: old, of }] of shown) {
        if (proposals.includes(of)) continue;
        old.remove();
        shown.delete(id);
        since = now();
      }
      for (const of of proposals) {
        if (shown.has(of.proposalId)) continue;
        const made = draw(of);
        shown.set(of.proposalId, { element: made, of });
        element.append(made);
        since = now();
      }
    },
  };
}
