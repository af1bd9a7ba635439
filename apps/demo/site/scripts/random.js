/** Numbers from 0 to 1 that are the same at every load: the demo's figures move, yet never surprise a comparison. */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
