import type { Context } from './context.js';

/** Whether this page is a part of another one, which decides what is shared: nothing begins here by itself. */
export function isPart({ window, settings }: Context): boolean {
  const { parent } = window;
  if (parent === window) return false;
  try {
    return settings.frameOrigins.length > 0 || 'CobrowseSDK' in parent;
  } catch {
    // Of another origin.
    return false;
  }
}
