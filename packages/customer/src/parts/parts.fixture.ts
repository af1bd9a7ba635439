import * as canvases from './canvases.js';
import type { Parts } from './parts.js';
import * as texts from './texts.js';

const PARTS: Parts = { canvases, texts };

/** Every part, as a page loads it. */
export const loadPart = <K extends keyof Parts>(name: K): Promise<Parts[K]> => Promise.resolve(PARTS[name]);
