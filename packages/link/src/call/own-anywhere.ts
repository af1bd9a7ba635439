import { own as ofWindow } from './own.js';

/** As `own`, where a server may import it, too. */
export const own = (name: string): never =>
  typeof window === 'undefined' ? ((globalThis as unknown as Record<string, unknown>)[name] as never) : ofWindow(name);
