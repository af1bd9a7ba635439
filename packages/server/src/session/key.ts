import { createHash, randomBytes } from 'node:crypto';

/** 128 random bits, 22 base64url characters: session ids, resume keys, asset paths. */
export const drawKey = (): string => randomBytes(16).toString('base64url');

/** How a key is kept. Keys are random, so a plain hash is enough. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('base64url');
