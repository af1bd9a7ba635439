import { make } from './make.js';
import type { Strings } from './strings.js';

export interface PeopleInSession {
  agents: { userId: string; userName: string; present?: boolean }[];
  customer: { userName: string; present: boolean } | null;
}

const initials = (name: string): string =>
  name
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
    const title = role ? `${name} (${role})` : name;
    return make(
      document,
      'li',
      { class: className, title },
      make(document, 'i', { 'aria-hidden': 'true' }, initials(name)),
      make(document, 'span', {}, title),
    );
  };
  const items = agents.map(({ userName, userId, present }) =>
    item(userName || userId, userId === you ? strings.you : '', present === false ? 'agent lost' : 'agent'),
  );
  if (customer)
    items.unshift(item(customer.userName || strings.customer, strings.customer, customer.present ? 'customer' : 'customer lost'));
  list.replaceChildren(...items);
}
