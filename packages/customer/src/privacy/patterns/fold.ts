const PLAIN = /^[\x20-\x7e]*$/;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const DASHES = /[\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d]/g;

/** A text as it is read: compatible letters and digits of any script as the plain ones, dashes alike, blanks single, nothing unseen. */
export function fold(text: string): string {
  const plain = PLAIN.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(UNSEEN, '')
        .replace(DASHES, '-')
        .replace(/(?![0-9])\p{Nd}/gu, digit);
  return plain.replace(/\s+/g, ' ');
}

/** Decimal digits stand in runs of ten, in every script: as many steps from the first of its run as it is worth. */
function digit(character: string): string {
  let value = 0;
  const code = character.codePointAt(0) ?? 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
