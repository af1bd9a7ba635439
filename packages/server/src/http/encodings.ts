import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib';

/** What a body can be compressed with, best first. */
export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Shorter bodies fit into one packet anyway. */
const LEAST_BYTES = 1_024;
const TEXT = /^(?:text\/|application\/(?:javascript|json)|image\/svg)/;

/** Whether a body is worth compressing; pictures, fonts and videos are compressed already. */
export const compressible = (type: string, bytes: number): boolean => bytes > LEAST_BYTES && TEXT.test(type);

/** The best of `offered` that an `Accept-Encoding` header takes (RFC 9110, 12.5.3); none: the body as it is. */
export function chooseEncoding(header: string | undefined, offered: readonly Encoding[] = ENCODINGS): Encoding | undefined {
  const taken = new Map<string, boolean>();
  for (const entry of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
    taken.set(name, !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)));
  }
  return offered.find((encoding) => taken.get(encoding) ?? taken.get('*') ?? false);
}

const brotli = promisify(brotliCompress);
const MAKERS: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  // As quick as gzip and smaller; the build does better (`scripts/build.mjs`).
  br: (bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: promisify<Buffer, Buffer>(gzip),
};
const READERS: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: promisify<Buffer, Buffer>(brotliDecompress),
  gzip: promisify<Buffer, Buffer>(gunzip),
};

/** Off the event loop. */
export const encode = (bytes: Buffer, encoding: Encoding): Promise<Buffer> => MAKERS[encoding](bytes);

/** Whether `encoded` holds exactly `bytes`. */
export const holds = async (encoded: Buffer, encoding: Encoding, bytes: Buffer): Promise<boolean> =>
  (await READERS[encoding](encoded)).equals(bytes);
