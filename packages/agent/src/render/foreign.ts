import { resolveMedia } from './css/media.js';
import { createUses } from './uses.js';

/** What the page of somebody else's browser needs besides; that of one's own browser has its features, and its bombs, already. */
export interface Foreign {
  resolveMedia: typeof resolveMedia;
  createUses: typeof createUses;
}

export const FOREIGN: Foreign = { resolveMedia, createUses };
