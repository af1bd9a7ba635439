import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { storageFault } from '../store/storage-fault.js';
import { ENDINGS, type Folder, openFolder, type StaticFile } from './files.js';

export interface KeptScriptsOptions {
  /** Beside the data. */
  path: string;
  /** How long chunks are kept after they were last those of the build that is served. */
  keepMs: number;
  now(): number;
  log: Pick<Logger, 'warn' | 'info'>;
}

/**
 * Chunks of earlier builds, for pages that were open when the service was upgraded: a loader asks for the chunks of its own build
 * by names that hold a digest of them, so that what is kept is never wrong.
 */
export interface KeptScripts {
  /** Puts the chunks among `names` by; cheap where that was done a moment ago. */
  keep(folder: Folder, names: readonly string[]): Promise<void>;
  read(file: string): Promise<StaticFile | undefined>;
}

/** A chunk: its name holds a digest. */
const CHUNK = /^[\w-]+-[0-9a-f]{10}\.js$/;
/** How often the time is renewed at which a build was last served. */
const RENEW_MS = 3_600_000;
/** And how often it is tried where it failed. */
const AGAIN_MS = 30_000;
/** Builds are a few hundred kilobytes each; a service that is built all day keeps the newest. */
const MOST_FILES = 6_000;

export function keepScripts({ path, keepMs, now, log }: KeptScriptsOptions): KeptScripts {
  const folder = openFolder(path);
  let done = { names: '', at: Number.NEGATIVE_INFINITY };
  let working: Promise<void> | undefined;
  let failing = false;

  async function put(from: Folder, name: string): Promise<void> {
    const file = await from.read(name);
    if (!file) return;
    const full = join(path, name);
    const at = new Date(now());
    const parts = [...file.encoded].map(([encoding, bytes]) => [full + ENDINGS[encoding], bytes] as const);
    for (const [target, bytes] of [...parts, [full, file.bytes] as const]) {
      // The name says what is in it.
      if ((await stat(target).catch(() => undefined)) === undefined) {
        const beside = `${target}.${process.pid}.new`;
        await writeFile(beside, bytes);
        await rename(beside, target);
      }
      await utimes(target, at, at);
    }
  }

  async function clear(): Promise<void> {
    const names = await readdir(path);
    const files = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(path, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
    );
    files.sort((a, b) => b.at - a.at);
    const old = files.filter(({ at }, index) => index >= MOST_FILES || at < now() - keepMs);
    for (const { name } of old) await rm(join(path, name), { force: true });
  }

  async function work(from: Folder, names: readonly string[]): Promise<void> {
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
      for (const name of names) if (CHUNK.test(name)) await put(from, name);
      await clear();
      if (failing) log.info({ path }, 'scripts of this build are kept again');
      failing = false;
    } catch (error) {
      const { setting, code, cause, remedy } = storageFault(error, path) ?? { code: (error as NodeJS.ErrnoException).code ?? 'unknown' };
      if (!failing)
        log.warn(
          { path, setting, code, cause, remedy },
          'scripts of this build cannot be kept: pages that are open during the next upgrade will have to be reloaded',
        );
      failing = true;
    }
  }

  return {
    async keep(from, names) {
      const key = names.join('\n');
      if (key === done.names && now() - done.at < (failing ? AGAIN_MS : RENEW_MS)) return working;
      done = { names: key, at: now() };
      const before = working;
      working = (async () => {
        await before;
        await work(from, names);
      })();
      return working;
    },
    read: (file) => (CHUNK.test(file) ? folder.read(file) : Promise.resolve(undefined)),
  };
}
