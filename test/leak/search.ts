import { tokensIn } from '../policy/tokens.js';

/** Something that was said, kept or shown, named by where. */
export interface Evidence {
  where: string;
  bytes: Uint8Array;
}

const latin = new TextDecoder('latin1');
const HEX = '(?:6[1-9a-f]|70)';

/** The ways a word may be written in bytes, each with what undoes it. */
const WRITTEN: readonly { as: string; found: RegExp; read(found: string): string }[] = [
  { as: 'UTF-16', found: /z\0q\0(?:[a-p]\0){3}[a-p]/g, read: (text) => text.replaceAll('\0', '') },
  { as: 'reversed', found: /[a-p]{4}qz/g, read: (text) => [...text].reverse().join('') },
  { as: 'capitals', found: /ZQ[A-P]{4}/g, read: (text) => text.toLowerCase() },
  { as: 'hexadecimal', found: new RegExp(`7a71${HEX}{4}`, 'gi'), read: (text) => Buffer.from(text, 'hex').toString('latin1') },
  {
    as: 'percent encoding',
    found: new RegExp(`%7a%71(?:%${HEX}){4}`, 'gi'),
    read: (text) => decodeURIComponent(text),
  },
  {
    as: 'character references',
    found: /&#(?:122|x7a);&#(?:113|x71);(?:&#(?:x[0-9a-f]{2}|1?\d\d);){4}/gi,
    read: (text) =>
      text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) => String.fromCharCode(Number.parseInt(code, hex ? 16 : 10))),
  },
  { as: 'escapes', found: /\\u007a\\u0071(?:\\u00[67][0-9a-f]){4}/gi, read: (text) => JSON.parse(`"${text}"`) as string },
];

/** Every token (see ../policy/tokens.ts) some bytes hold, with how it is written there. */
export function tokensOf(bytes: Uint8Array): Map<string, string> {
  const text = latin.decode(bytes);
  const out = new Map<string, string>();
  const add = (token: string, as: string): void => void (out.has(token) || out.set(token, as));
  for (const token of tokensIn(text)) add(token, 'UTF-8');
  for (const { as, found, read } of WRITTEN) for (const [match] of text.matchAll(found)) add(read(match), as);
  // Base64 in both alphabets: a word may begin at any of four places of a run.
  for (const [run] of text.matchAll(/[\w+/-]{8,}/g))
    for (let from = 0; from < 4; from++)
      for (const token of tokensIn(Buffer.from(run.slice(from), 'base64').toString('latin1'))) add(token, 'base64');
  return out;
}

/** Where each token was found, over a pile of evidence. */
export function findTokens(evidence: readonly Evidence[]): Map<string, string[]> {
  const places = new Map<string, Set<string>>();
  for (const { where, bytes } of evidence)
    for (const [token, as] of tokensOf(bytes)) {
      const known = places.get(token) ?? new Set();
      places.set(token, known.add(`${where} (${as})`));
    }
  return new Map([...places].map(([token, found]) => [token, [...found]]));
}

/** Whether the evidence says these very bytes anywhere; for words that are no tokens. */
export const says = (evidence: readonly Evidence[], word: string): boolean =>
  evidence.some(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(word));
