/** Sizes that are tried, in UTF-16 units; each is `FACTOR` times the one before. */
const FIRST = 4_000;
const FACTOR = 4;
/**
 * Times below it say nothing: long texts cost a linear function more a unit, too, for memory's sake, and a quadratic one cannot be
 * as quick as a microsecond a unit (at 64,000 units a step of it would take 0.02 ns).
 */
const worthMs = (size: number): number => Math.max(60, size / 1_000);
/** Four times the text may take so many times as long: quadratic time is sixteen. */
const MOST = 9;
/** What takes so few times as long needs no second look. */
const SURELY = 6;
const TRIES = 4;
/** Times of a process are told in ticks: less than one says nothing. */
const TICK_MS = 10;
/** However it has grown: no text of a peer's may take so long, and a quadratic one at its full length would take minutes. */
const TOO_LONG_MS = 5_000;

/** A text that costs a careless function dearly. */
export interface BadShape {
  name: string;
  /** A text of about `size` UTF-16 units. */
  make(size: number): string;
  /** The longest that is tried. */
  longest: number;
}

/** What a function was found to do with longer and longer texts. */
export type Growth = { linear: true; longestMs: number } | { linear: false; at: number; ratio: number; ms: number };

/**
 * Whether the time of `run` grows with the length of the text `make` gives it, not with its square. What is shorter than a look is
 * worth is not judged. A machine has pauses of its own: what seems to grow faster is judged by the best of several looks at both texts,
 * taken in turn, since a pause in the shorter one would hide the growth as one in the longer would feign it.
 */
export function measureGrowth({ make, longest }: BadShape, run: (text: string) => unknown): Growth {
  const { process } = globalThis as { process?: { cpuUsage?(): { user: number; system: number } } };
  /** Milliseconds of this process's own, where it can tell: on a busy machine a long text never has a core for itself. */
  const spent = (): number => {
    const used = process?.cpuUsage?.();
    return used ? (used.user + used.system) / 1_000 : performance.now();
  };
  const time = (text: string): number => {
    const begun = spent();
    const start = performance.now();
    run(text);
    return Math.min(performance.now() - start, Math.max(spent() - begun, TICK_MS));
  };
  let text = make(FIRST);
  let shorter = text;
  for (let size = FIRST; ; size = Math.min(longest, size * FACTOR)) {
    shorter = text;
    text = make(size);
    let ms = time(text);
    let before = Number.POSITIVE_INFINITY;
    const grown = (): number => ms / Math.max(before, 0.1);
    for (let tries = 0; tries < TRIES && ms > worthMs(size) && (tries === 0 || grown() > SURELY); tries++) {
      before = Math.min(before, time(shorter));
      if (tries > 0) ms = Math.min(ms, time(text));
    }
    if (ms > worthMs(size) && (grown() > MOST || ms > TOO_LONG_MS)) return { linear: false, at: size, ratio: grown(), ms };
    if (size === longest) return { linear: true, longestMs: ms };
  }
}

/** What makes a search begin again and again, or go far before it fails. */
const PIECES =
  String.raw`" ' ( ) [ { } \ /* <!-- \75 \" url( url(" u\72l( src( image-set( image-set(url( cross-fade("x", type( var(-- a:hover, :hover ` +
  String.raw`:not( ::part(x):hover ::before color-scheme: @import @import" @import(x( @counter-style counter-set: --x: (min-resolution: (1< < - . @ ; : , ` +
  `/ % = & # 1 e1 a a. aA- x@x. 127. data:image/png; ;base64 https://a/ \u00e9 \ud83d\ude00 \ud800 \0`;
const WITH_BLANKS = [
  '/* ',
  ' ',
  '\n',
  '\t',
  '\\\n',
  '\\75 ',
  "url( '",
  'color-scheme: light ',
  '@media ',
  '@media (hover',
  '@namespace x ',
  '1 ',
  'de12 ',
];

/** What stands before and behind a long run of one piece, and how long that gets. */
const PLACES: readonly { before: string; behind: string; longest: number }[] = [
  { before: '', behind: '', longest: 1_000_000 },
  { before: 'a{b:url(', behind: '"x', longest: 64_000 },
  { before: '(', behind: 'x', longest: 64_000 },
];

/** Every bad shape. One is a text of 10⁶ units in itself; the others need a beginning to be one. */
export const BAD_SHAPES: readonly BadShape[] = [...PIECES.split(' '), ...WITH_BLANKS].flatMap((piece) =>
  PLACES.map(({ before, behind, longest }) => ({
    name: `${before}…${JSON.stringify(piece)}…${behind}`,
    // Joined, a long text is many short ones to the engine, until somebody looks: that is not what is measured.
    make: (size) => flat(before + piece.repeat(Math.ceil(size / piece.length)) + behind),
    longest,
  })),
);

function flat(text: string): string {
  text.charCodeAt(text.length - 1);
  return text;
}
