import { make } from './make.js';
import type { Strings } from './strings.js';

export interface PeopleInSession {
  agents: { userId: string; userName: string; present?: boolean }[];
  customer: { userName: string; present: boolean } | null;
}

/** Characters that turn the direction of what follows: a name must not write over the words around it. */
const BIDI = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const withoutBidi = (name: string): string => name.replace(BIDI, '');
/** For a text that takes no elements: first strong isolate … pop directional isolate (Unicode UAX #9). */
const isolate = (name: string): string => `\u2068${withoutBidi(name)}\u2069`;

const initials = (name: string): string =>
  withoutBidi(name)
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('') || '?';

/** Fills the list of who is here: the customer first. `you`: the agent whose view this is. */
export function showPeople(
  list: HTMLElement,
  { agents, customer }: PeopleInSession,
  { strings, you }: { strings: Strings; you: string | undefined },
): void {
  const document = list.ownerDocument;
  const item = (name: string, role: string, className: string): HTMLElement => {
    const after = role ? ` (${role})` : '';
    return make(
      document,
      'li',
      { class: className, title: isolate(name) + after },
      make(document, 'i', { 'aria-hidden': 'true' }, initials(name)),
      make(document, 'span', {}, make(document, 'bdi', {}, withoutBidi(name)), after),
    );
  };
  const items = agents.map(({ userName, userId, present }) =>
    item(userName || userId, userId === you ? strings.you : '', present === false ? 'agent lost' : 'agent'),
  );
  if (customer)
    items.unshift(item(customer.userName || strings.customer, strings.customer, customer.present ? 'customer' : 'customer lost'));
  list.replaceChildren(...items);
}
