/** Longer than paths that people write. */
const LONGEST = 1_000;

/**
 * Whether `text` is `pattern`, where `any` in it stands for any run of items, none too. A mismatch goes back to the last such item
 * alone, so that the time is at most the product of both lengths.
 */
function fits(pattern: readonly string[], text: readonly string[], any: string, same: (item: string, other: string) => boolean): boolean {
  let at = 0;
  let last = -1;
  let from = 0;
  for (let i = 0; i < text.length; ) {
    const item = pattern[at];
    if (item === any) {
      last = at++;
      from = i;
    } else if (item !== undefined && same(item, text[i] as string)) {
      at++;
      i++;
    } else if (last >= 0) {
      at = last + 1;
      i = ++from;
    } else return false;
  }
  while (pattern[at] === any) at++;
  return at === pattern.length;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // What cannot be decoded is taken as it is.
    return segment;
  }
}

/** The segments of a path as globs mean it: decoded, in small letters, without parameters (`;…`), needless slashes and a last one. */
const segments = (path: string): string[] =>
  path
    .split('/')
    .map((one) => decoded(one.replace(/;.*$/s, '')).toLowerCase())
    .filter((one) => one !== '');

/** `*` stands for any letters of a segment, `**` for any segments; a glob begins with `/`, and what other globs know is refused. */
export const isGlob = (glob: string): boolean =>
  glob.startsWith('/') &&
  glob.length <= LONGEST &&
  !/[?#[\]{}\\!]/.test(glob) &&
  segments(glob).every((one) => one === '**' || !one.includes('**'));

export const matchesPath = (glob: string, path: string): boolean =>
  fits(segments(glob), segments(path), '**', (of, one) => fits([...of], [...one], '*', (a, b) => a === b));
