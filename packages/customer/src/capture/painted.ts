import type { AssetBytes } from './read-asset.js';

/**
 * A picture that stands on the page, painted once more: where the page's policy lets a picture be shown but not be fetched.
 * Rejects where there is none of that address, or where its pixels belong to another origin.
 */
export async function readPainted(address: string): Promise<AssetBytes> {
  const image = Array.from(document.images).find(({ complete, currentSrc }) => complete && currentSrc === address);
  if (!image) throw new Error('not on the page');
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!blob) throw new Error('not readable');
  return { mime: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()) };
}
