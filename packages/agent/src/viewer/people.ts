import { contrastWithWhite, cssColor, personColor } from '@sightline/draw';
import type { Person } from './desk.js';
import { make } from './make.js';
import type { Strings } from './strings.js';

/** Without `seat` nobody knows a person's pointer and drawings as theirs. */
interface Marked {
  seat?: number;
  color?: number;
}

export interface PeopleInSession {
  /** This agent first. */
  agents: ({ userId: string; userName: string; present?: boolean } & Marked)[];
  customer: ({ userId?: string; userName: string; present: boolean } & Marked) | null;
}

/** Those whom frames can name. */
export function personsOf({ agents, customer }: PeopleInSession): Person[] {
  const persons: Person[] = [];
  const add = (role: Person['role'], { userId, userName, present = true, seat, color }: PeopleInSession['agents'][number]): void => {
    if (seat !== undefined) persons.push({ seat, color: color ?? 0, userId, userName, role, present });
  };
  for (const agent of agents) add('agent', agent);
  if (customer) add('customer', { userId: '', ...customer });
  return persons;
}

/** Characters that turn the direction of what follows: a name must not write over the words around it. */
const BIDI = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const withoutBidi = (name: string): string => name.replace(BIDI, '');
/** For a text that takes no elements: first strong isolate … pop directional isolate (Unicode UAX #9). */
export const isolate = (name: string): string => `\u2068${withoutBidi(name)}\u2069`;

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
  const badge = (name: string, color: number | undefined): HTMLElement => {
    const made = make(document, 'i', { 'aria-hidden': 'true' }, initials(name));
    if (color === undefined) return made;
    // The same colour as that person's pointer and drawings.
    made.style.background = cssColor(personColor(color));
    made.style.color = contrastWithWhite(personColor(color)) < 4.5 ? '#000' : '#fff';
    return made;
  };
  const item = (name: string, role: string, className: string, color: number | undefined): HTMLElement => {
    const after = role ? ` (${role})` : '';
    return make(
      document,
      'li',
      { class: className, title: isolate(name) + after },
      badge(name, color),
      make(document, 'span', {}, make(document, 'bdi', {}, withoutBidi(name)), after),
    );
  };
  const items = agents.map(({ userName, userId, present, color }) =>
    item(userName || userId, userId === you ? strings.you : '', present === false ? 'agent lost' : 'agent', color),
  );
  if (customer)
    items.unshift(
      item(customer.userName || strings.customer, strings.customer, customer.present ? 'customer' : 'customer lost', customer.color),
    );
  list.replaceChildren(...items);
}
