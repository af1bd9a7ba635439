import type { ChunkElement } from '@sightline/customer/boot';

/** Gives a chunk's exports to the loader that made its script element; without one the chunk does nothing. */
export function handOver(exports: unknown): void {
  const element = document.currentScript as ChunkElement | null;
  element?.sightline?.(exports);
}
