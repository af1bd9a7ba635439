import { join } from 'node:path';
import { build } from 'esbuild';

const page = join(import.meta.dirname, '../page');

/** The text of one classic script made from `bench/page/{name}.js`, as it would ship: minified, for the project's browsers. */
export async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(page, `${name}.js`)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
