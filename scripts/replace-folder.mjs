import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^\.dist-(\d+)(?:\.old)?$/;

/** Where this process makes a `dist` before it takes the place of the one there is. */
export const folderBeside = (home) => join(home, `.dist-${process.pid}`);

/** Removes what builds have left that were killed. */
export async function clearLeftovers(home) {
  for (const name of await readdir(home)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !runs(Number(pid))) await rm(join(home, name), { recursive: true, force: true });
  }
}

function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Puts the folder `made` in the place of `folder`, as a whole: whoever reads there meets the old one or the new, never a part. */
export async function replaceFolder(folder, made) {
  const old = `${made}.old`;
  for (;;) {
    await rename(folder, old).catch(unless('ENOENT'));
    try {
      await rename(made, folder);
      break;
    } catch (error) {
      // Another build has put its own there meanwhile: the last one stays.
      unless('ENOTEMPTY', 'EEXIST')(error);
      await rm(old, { recursive: true, force: true });
    }
  }
  await rm(old, { recursive: true, force: true });
}

const unless =
  (...codes) =>
  (error) => {
    if (!codes.includes(error.code)) throw error;
  };
