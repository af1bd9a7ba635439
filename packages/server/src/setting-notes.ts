import { nearest } from '@sightline/protocol';

const PREFIX = 'SIGHTLINE_';
/** Shorter names are near to much that other programs set: `HOME` is two letters from `HOST`. */
const LONG_ENOUGH = 6;

/** The setting a variable's name was meant to be; `''` where it is one of ours for sure, but nobody knows which. */
function meant(name: string, known: readonly string[]): string | undefined {
  const plain = name.toUpperCase().replaceAll('-', '_');
  const bare = plain.startsWith(PREFIX) ? plain.slice(PREFIX.length) : plain;
  if (bare !== name && known.includes(bare)) return bare;
  // Only what must stay secret, and the database, can stand in a file.
  const inFile = bare.replace(/_FILE$/, '');
  if (inFile !== bare && known.includes(inFile)) return inFile;
  const words = bare.split('_');
  const lacksOne = known.find((one) => {
    const all = one.split('_');
    return words.length >= 2 && all.length === words.length + 1 && words.every((word) => all.includes(word));
  });
  const near = nearest(
    bare,
    known.filter((one) => one.length >= LONG_ENOUGH),
  );
  return near ?? lacksOne ?? (plain.startsWith(PREFIX) ? '' : undefined);
}

/** What an operator should hear of the environment although nothing in it is wrong: a setting misspelt is a setting not set. */
export function settingNotes(env: Readonly<Record<string, string | undefined>>, known: readonly string[]): string[] {
  return Object.keys(env)
    .filter((name) => !known.includes(name))
    .sort()
    .flatMap((name) => {
      const setting = meant(name, known);
      if (setting === undefined) return [];
      return [`${name} is no setting: ${setting === '' ? 'docs/settings.md lists them' : `did you mean ${setting}?`}`];
    });
}
