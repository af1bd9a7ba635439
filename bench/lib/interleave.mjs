/**
 * Takes `pairs` samples of every engine, one of each a round, the order turning with the round, after one round that is
 * thrown away. Answers the samples by engine; those of one round belong together.
 */
export async function interleave(engines, pairs, sample) {
  const samples = Object.fromEntries(engines.map((engine) => [engine, []]));
  for (let round = 0; round <= pairs; round++) {
    for (let turn = 0; turn < engines.length; turn++) {
      const engine = engines[(turn + round) % engines.length];
      const taken = await sample(engine, round);
      if (round > 0) samples[engine].push(taken);
    }
  }
  return samples;
}
