import type { Make } from './make.js';
import { say } from './make.js';
import { fill, type HelpTexts } from './texts.js';

/** A proposal as the customer reads it. */
export interface ShownProposal {
  proposalId: string;
  userName: string;
  fields: readonly { label: string; from: string; to: string }[];
}

export interface ProposalsOptions {
  make: Make;
  texts: HelpTexts;
  name(who: { userName: string }): string;
  /** `accepted`: places in `fields`. */
  answer(proposalId: string, accepted: readonly number[]): void;
}

/** Proposals, each with its fields, what they hold and would hold, to be chosen one by one or all at once. */
export function createProposals({ make, texts, name, answer }: ProposalsOptions): {
  element: HTMLElement;
  show(proposals: readonly ShownProposal[]): void;
} {
  const element = make('div');
  const shown = new Map<string, { element: HTMLElement; of: ShownProposal }>();
  const draw = (proposal: ShownProposal): HTMLElement => {
    const { proposalId, fields } = proposal;
    const chosen = new Set(fields.keys());
    const apply = make.button(texts.apply, () => answer(proposalId, [...chosen]));
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
        make.button(texts.refuse, () => answer(proposalId, [])),
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
      }
      for (const of of proposals) {
        if (shown.has(of.proposalId)) continue;
        const made = draw(of);
        shown.set(of.proposalId, { element: made, of });
        element.append(made);
      }
    },
  };
}
