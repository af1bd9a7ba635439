const LETTERS = 'abcdefghijklmnop';

/** The word of a number: `zq` and four letters that no page, rule or wire format says by itself. No pattern means it: it has no digits. */
export function tokenAt(number: number): string {
  let word = '';
  for (let rest = number, i = 0; i < 4; i++, rest >>= 4) word = (LETTERS[rest & 15] as string) + word;
  return `zq${word}`;
}

/** Gives out words, each once. */
export function createTokens(): () => string {
  let count = 0;
  return () => tokenAt(count++);
}

/** The tokens a text holds. */
export const tokensIn = (text: string): string[] => text.match(/zq[a-p]{4}/g) ?? [];

const latin = new TextDecoder('latin1');

/** The tokens some bytes hold, whatever else they are; every text on the wire is UTF-8. */
export const tokensInBytes = (bytes: Uint8Array): string[] => tokensIn(latin.decode(bytes));
