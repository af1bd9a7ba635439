import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeNodeBundle } from '../../scripts/node-bundle.mjs';
import { startPostgres } from '../../scripts/postgres.mjs';
import { interleave } from '../lib/interleave.mjs';

const SAVES = 500;

/** Saves a second by the store, beside rows a second that the same query builder inserts into a table of the same database. */
export async function measure({ pairs, note }) {
  const file = await writeNodeBundle('packages/server/src/testing/bench-saves.ts', 'test-results/bundles/bench-saves.mjs');
  const { storeSaves, bareInserts } = await import(pathToFileURL(file).href);
  const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'));
  const postgres = await startPostgres({ durable: true });
  try {
    for (const name of ['ours', 'bare']) await postgres.query(`create database ${name}`);
    const places = {
      SQLite: { ours: `file:${join(folder, 'ours.db')}`, bare: `file:${join(folder, 'bare.db')}` },
      Postgres: { ours: postgres.url('ours'), bare: postgres.url('bare') },
    };
    const results = [];
    for (const [name, { ours, bare }] of Object.entries(places)) {
      const engines = { ours: await storeSaves(ours), bare: await bareInserts(bare) };
      const samples = await interleave(['ours', 'bare'], pairs, (engine, index) => {
        note(`saves, ${name}, ${engine}, ${index}`);
        return engines[engine].rate(SAVES);
      });
      for (const engine of Object.values(engines)) await engine.stop();
      results.push({
        line: `saves a second, ${name} (bare inserts through ours)`,
        ours: samples.ours,
        peer: samples.bare,
        unit: '/s',
        moreIsBetter: true,
      });
    }
    return results;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
