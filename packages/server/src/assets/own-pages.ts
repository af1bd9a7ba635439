/** Smaller ones are the heap's business; each of these is a mapping of the process. */
export const LARGE = 256 * 1024;

/**
 * A copy that is kept for long, where it is large in pages of its own: they go back to the system with it. In the general heap what is
 * let go of leaves holes between what came after it, and the process stays as large as it ever was.
 */
export function inOwnPages(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength < LARGE) return new Uint8Array(bytes);
  // A buffer that could be resized is made of pages; this one never is.
  const Pages = ArrayBuffer as unknown as new (length: number, options: { maxByteLength: number }) => ArrayBuffer;
  const copy = new Uint8Array(new Pages(bytes.byteLength, { maxByteLength: bytes.byteLength }));
  copy.set(bytes);
  return copy;
}
