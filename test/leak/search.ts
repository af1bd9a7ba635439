/** Where in some bytes a word stands, in any of the encodings text is stored in; `undefined` where it does not. */
export function findWord(bytes: Uint8Array, word: string): string | undefined {
  const utf8 = new TextEncoder().encode(word);
  if (includesBytes(bytes, utf8)) return 'UTF-8';
  const little = new Uint8Array(word.length * 2);
  const big = new Uint8Array(word.length * 2);
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    little[i * 2] = big[i * 2 + 1] = unit & 255;
    little[i * 2 + 1] = big[i * 2] = unit >> 8;
  }
  if (includesBytes(bytes, little)) return 'UTF-16LE';
  if (includesBytes(bytes, big)) return 'UTF-16BE';
  return undefined;
}

function includesBytes(bytes: Uint8Array, wanted: Uint8Array): boolean {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at >= 0 && at + wanted.length <= bytes.length; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i++;
    if (i === wanted.length) return true;
  }
  return false;
}

/** Everything a pile of evidence says, named by where it was said. */
export interface Evidence {
  where: string;
  bytes: Uint8Array;
}

/** The places a word was found in. */
export const findIn = (evidence: readonly Evidence[], word: string): string[] =>
  evidence.flatMap(({ where, bytes }) => {
    const encoding = findWord(bytes, word);
    return encoding ? [`${where} (${encoding})`] : [];
  });
