import type * as live from '../live.js';

/** The exports of `live.ts`, however they are loaded. */
export type LiveModule = typeof live;
