import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compressible, ENCODINGS, encode, type Encoding, holds } from './encodings.js';

export interface StaticFile {
  bytes: Buffer;
  type: string;
  /** Strong: a digest of the bytes. */
  etag: string;
  /** The same bytes compressed, best first; empty where it is not worth it. */
  encoded: ReadonlyMap<Encoding, Buffer>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Files of one folder, and of nothing outside it. `path` has `/` between names. */
export interface Folder {
  read(path: string): Promise<StaticFile | undefined>;
}

/** A build that takes a folder's place (`scripts/replace-folder.mjs`) leaves none there for less than this. */
const REPLACED_MS = 20;

/** Read on each request, the bytes kept until the file changes. */
export function openFolder(root: string): Folder {
  const kept = new Map<string, { changed: number; file: StaticFile }>();
  return {
    async read(path) {
      if (/(?:^|\/)\.|\0|\\/.test(path)) return undefined;
      const type = TYPES[extname(path).toLowerCase()];
      if (type === undefined) return undefined;
      const look = async (): Promise<StaticFile | undefined> => {
        const base = await realpath(root);
        const full = await realpath(join(base, path));
        if (!full.startsWith(base + sep)) return undefined;
        const { mtimeMs } = await stat(full);
        const known = kept.get(full);
        if (known?.changed === mtimeMs) return known.file;
        const bytes = await readFile(full);
        const encoded = compressible(type, bytes.length) ? await encodingsOf(full, bytes) : new Map<Encoding, Buffer>();
        const file = { bytes, type, encoded, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
        kept.set(full, { changed: mtimeMs, file });
        return file;
      };
      try {
        return await look();
      } catch {
        await pause(REPLACED_MS);
        return look().catch(() => undefined);
      }
    },
  };
}

/** What a compressed file's name has behind that of the file. */
export const ENDINGS: Record<Encoding, string> = { br: '.br', gzip: '.gz' };

/** As the build has left them beside the file; where there is none, or one of other bytes, made here. */
async function encodingsOf(path: string, bytes: Buffer): Promise<ReadonlyMap<Encoding, Buffer>> {
  const found = ENCODINGS.map(async (encoding): Promise<[Encoding, Buffer]> => {
    const made = await readFile(path + ENDINGS[encoding]).catch(() => undefined);
    const good = made !== undefined && (await holds(made, encoding, bytes).catch(() => false));
    return [encoding, good ? made : await encode(bytes, encoding)];
  });
  return new Map(await Promise.all(found));
}
