/** Places in a folded text, as pairs of offsets. */
type Find = (text: string, found: (start: number, end: number) => void) => void;

const every =
  (pattern: RegExp, holds: (match: string) => boolean = () => true): Find =>
  (text, found) => {
    for (const match of text.matchAll(pattern)) if (holds(match[0])) found(match.index, match.index + match[0].length);
  };
const all =
  (...finds: Find[]): Find =>
  (text, found) => {
    for (const find of finds) find(text, found);
  };
const digits = (text: string): number => text.replace(/\D/g, '').length;

const DATE = String.raw`(?:\d{4}-\d\d?-\d\d?|\d\d?([./-])\d\d?\1\d{2,4})(?!\d)`;

/**
 * 13 digits and more in groups as cards print them, groups of four with anything between, digits one by one. Days of a month and
 * pages of a list, one by one too, are none.
 */
const card = all(
  every(/(?<!\d)\d{3,}(?:[ -]{1,3}\d{3,})*(?:[ -]{1,3}\d{1,2}(?!\d))?/g, (match) => digits(match) >= 13),
  every(/(?<!\d)\d{4}(?:[ .·/_|-]{0,3}\d{4}){2}[ .·/_|-]{0,3}\d{1,7}(?!\d)/g),
  every(/(?<!\d)3\d{3}[ .·/_|-]{1,3}\d{6}[ .·/_|-]{1,3}\d{4,5}(?!\d)/g),
  every(/(?<!\d ?)\d(?: \d){12,18}(?! ?\d)/g),
);

/** Country, two digits, 11 to 30 letters and digits, in groups or not; words that follow a number are none. */
const iban = every(
  /(?<![a-z0-9])[a-z]{2}[ -]?\d[ -]?\d(?:[ -]{0,2}[a-z0-9]){11,30}/gi,
  (match) => digits(match) >= (/^..\d\d/.test(match) ? 8 : 11),
);

/** Numbers states give to people: those of the USA, and of other countries where their form tells them from other numbers. */
const ssn = all(
  every(/(?<!\d)\d{3}[ .-]\d{2}[ .-]\d{4}(?!\d)/g),
  every(/(?<!\d)\d{9,13}(?!\d)/g),
  // Canada, Germany (tax), Switzerland, Austria, India.
  every(/(?<!\d)(?:\d{3}-\d{3}-\d{3}|\d{2} \d{3} \d{3} \d{3}|756[ .]\d{4}[ .]\d{4}[ .]\d{2}|\d{4} \d{6}|\d{4}[ -]\d{4}[ -]\d{4})(?!\d)/g),
  // Germany (pension), Britain, Italy, Spain, Scandinavia, France.
  every(
    /\b(?:\d{2} ?\d{6} ?[a-z] ?\d{3}|[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]|[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]|[xyz\d]-?\d{7}-?[a-z]|\d{6}[-+a]\d{3,4}[a-z]?|[12] ?\d{2} ?\d{2} ?\d[\dab] ?\d{3} ?\d{3}(?: ?\d{2})?)\b/gi,
  ),
);

const AT = /@| ?[[({] ?(?:at|ät) ?[\])}] ?/giu;
const LOCAL = /[\p{L}\p{N}._%+'!#$&*/=?^{|}~"-]+ ?$/u;
const HOST = /^ ?[\p{L}\p{N}-]+(?: ?(?:\.|[[({] ?(?:dot|punkt|\.) ?[\])}]) ?[\p{L}\p{N}-]+)*/iu;

/** Found from its `@` outwards, so that a long text without one costs nothing. */
const email: Find = (text, found) => {
  for (const at of text.matchAll(AT)) {
    const local = LOCAL.exec(text.slice(Math.max(0, at.index - 128), at.index));
    const host = HOST.exec(text.slice(at.index + at[0].length, at.index + 300));
    if (!local || !host) continue;
    found(at.index - local[0].length, at.index + at[0].length + host[0].length);
  }
};

const noDate = (match: string): boolean => !new RegExp(`^${DATE}`).test(match);

/** With a country's prefix, with the national zero, and forms without either that only telephone numbers have. */
const phone = all(
  every(/(?<![\d+])(?:\+|00) ?[1-9](?:[ ()./-]{0,3}\d){6,14}/g),
  every(/(?<![\d.,/-])\(?0\d{1,5}\)?(?:[ ()./-]{0,3}\d){5,12}(?!\d)/g, (match) => noDate(match) && digits(match) >= 7),
  every(/(?<!\d)(?:1[ .-]?)?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?!\d)/g),
  every(/(?<!\d)\d{10,11}(?!\d)/g),
  every(/(?<!\d)\d{5}[ -]\d{5}(?!\d)/g),
  // Spain, Poland; Denmark, France without its zero.
  every(/(?<![\d.,] ?)[4-9]\d{2}[ -]\d{3}[ -]\d{3}(?! ?[\d.,€$£%])(?! ?(?:EUR|USD|GBP|CHF|PLN))/g),
  every(/(?<!\d ?)\d{2}(?: \d{2}){3,4}(?! ?\d)/g),
);

export const NAMED = { card, iban, ssn, email, phone } as const satisfies Record<string, Find>;

/** What a field's text may yet become while it is typed: kept back until the customer leaves the field. */
export const GROWING: Readonly<Record<keyof typeof NAMED, RegExp>> = {
  card: /\d(?:[ ./-]*\d){6,}/,
  iban: /(?<![a-z0-9])[a-z]{2} ?\d ?\d/i,
  ssn: /\d(?:[ ./-]*\d){6,}/,
  email: /@/,
  phone: /\+ ?\d|\d(?:[ ./-]*\d){6,}/,
};
