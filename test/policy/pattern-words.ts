import type { Random } from '@sightline/testing';

/** What each named pattern means beyond doubt, as people write it. None of these numbers is anybody's: they are the issuers' own examples. */
export const MEANT: Readonly<Record<string, readonly string[]>> = {
  card: ['4111111111111111', '4111 1111 1111 1111', '5555-5555-5555-4444', '3782 822463 10005'],
  iban: ['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00', 'GB29 NWBK 6016 1331 9268 19'],
  ssn: ['078-05-1120', '219-09-9999'],
  email: ['someone@host.example', 'first.last+tag@mail.host.info'],
  phone: ['+49 30 901820', '+1 (202) 555-0143', '+44 20 7946 0958'],
};
/** What the page's own expressions mean. */
const OWN = ['secret-17', 'SECRET-4', 'order:abc'];
/** Numbers that must stay readable. */
const PLAIN = ['12', '2026', '7 of 9', '19.99 EUR'];

export const NAMED = Object.keys(MEANT);
export const EXPRESSIONS = ['/secret-\\d+/i', '/order:(?:abc|xyz)/', '/secret-\\d+/g'];

/** Texts that the patterns of the rules mean, and some that none means. */
export function patternWords(random: Random, patterns: readonly string[]): string[] {
  const names = patterns.filter((name) => name in MEANT);
  return [...names.map((name) => random.pick(MEANT[name] as readonly string[])), random.pick(OWN), random.pick(PLAIN)];
}

/** Which named pattern a planted text means; undefined for texts of other kinds. */
export function meaningOf(text: string): string | undefined {
  for (const [name, list] of Object.entries(MEANT)) if (list.some((planted) => text.includes(planted))) return name;
  return undefined;
}
