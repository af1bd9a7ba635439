import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeOnce } from '../secrets/make-once.js';

const BYTES = 32;

/** Where a demo keeps the token of its admin API: for whoever can read the files of the service. */
export const demoTokenFile = (folder: string): string => join(folder, 'admin.token');

/** The token in that file, made once. */
export const demoToken = (path: string): string => makeOnce(path, () => randomBytes(BYTES).toString('base64url'));
