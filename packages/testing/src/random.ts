/** A source of repeatable choices: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, below). */
  int(below: number): number;
  pick<T>(list: ArrayLike<T>): T;
  chance(probability: number): boolean;
}

/** Makes a source from an integer seed (a 32-bit mix of a Weyl sequence). */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let x = state ^ (state >>> 16);
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    pick: <T>(list: ArrayLike<T>): T => {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[int(list.length)] as T;
    },
    chance: (probability) => next() < probability,
  };
}

/** One seed out of two, so that step `b` of script `a` makes its own choices whatever the steps before it did. */
export const mixSeeds = (a: number, b: number): number => (Math.imul(a ^ 0x5bd1e995, 0x85ebca6b) ^ Math.imul(b + 1, 0xc2b2ae35)) | 0;
