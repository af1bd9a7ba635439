import type { ChunkElement } from '@sightline/customer/boot';

/** Adds to what later chunks of the same loader take instead of bringing it again. */
export function share(more: object): void {
  Object.assign((document.currentScript as ChunkElement | null)?.shared ?? {}, more);
}

/** Gives a chunk's exports to the loader that made its script element; without one the chunk does nothing. */
export function handOver(exports: unknown): void {
  const element = document.currentScript as ChunkElement | null;
  element?.sightline?.(exports);
}
