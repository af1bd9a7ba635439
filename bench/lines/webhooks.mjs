import { writeNodeBundle } from '../../scripts/node-bundle.mjs';
import { interleave } from '../lib/interleave.mjs';

/** Deliveries a second to a receiver on this machine: through the outbox of a database file, and by a bare loop of `fetch`. */
export async function measure({ pairs, note }) {
  const program = await writeNodeBundle('bench/lib/webhook-run.mjs', 'test-results/bundles/webhook-run.mjs');
  const { openRun } = await import(program);
  const run = await openRun();
  const samples = await interleave(['ours', 'fetch'], pairs, (engine, round) => {
    note(`webhooks, ${engine}, ${round}`);
    return run[engine]();
  });
  await run.stop();
  return [
    {
      line: 'webhook deliveries a second (bare fetch through ours)',
      ours: samples.ours,
      peer: samples.fetch,
      unit: '/s',
      moreIsBetter: true,
    },
  ];
}
