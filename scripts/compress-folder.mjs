import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { gzipAsync } from '@gfx/zopfli';

const TEXT = /\.(?:js|css|html|json)$/;

/** Zopfli's passes over a file: more of them take longer and save nothing that matters. */
const PASSES = 15;

/** Puts what is sent compressed beside each text of a folder, as small as it gets: `name.br` and `name.gz`. */
export async function compressFolder(folder) {
  const names = (await readdir(folder)).filter((name) => TEXT.test(name));
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(bytes, { params }));
      await writeFile(join(folder, `${name}.gz`), await gzipAsync(bytes, { numiterations: PASSES }));
    }),
  );
}
