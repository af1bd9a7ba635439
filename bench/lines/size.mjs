import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../../packages/sdk/dist/web');

/** Lines of script size: what a customer's browser loads before, and for, a live session. kB of 1,000 bytes, gzip at its best. */
export function measure() {
  const path = join(dist, 'manifest.json');
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const kilobytes = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000;
  const loader = kilobytes(manifest.customer);
  const all = loader + kilobytes(manifest.core) + kilobytes(manifest['live-en']);
  const parts = Object.keys(manifest).filter((name) => name.startsWith('part-') && name !== 'part-preview');
  const most = parts.reduce((sum, name) => sum + kilobytes(manifest[name]), all);
  return [
    { line: 'customer loader gzipped', ours: [loader], unit: 'kB', exact: true },
    { line: 'customer scripts of a live session gzipped', ours: [all], unit: 'kB', exact: true },
    { line: 'the same with the parts for canvases, frames, patterns', ours: [most], unit: 'kB', exact: true },
  ];
}
