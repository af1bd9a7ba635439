/** UTF-16 units of a text that count, besides its length. */
const TEXT_UNITS = 256;

/**
 * Both ends of a stream hash the same stretch of the mirrored tree (`Op.Checksum`): of every node with an id in it, in order of
 * ids, its id, its parent's (of a shadow root its host's), that of the mirrored sibling before it (0 none), and of a text its words as
 * they were sent. The hash of what was sent tells nothing that was not.
 */
export const CHECKSUM_START = 0x2545f491;

export function mixNumber(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

export function mixText(hash: number, text: string): number {
  let mixed = mixNumber(hash, text.length);
  const end = Math.min(text.length, TEXT_UNITS);
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    // Half a surrogate pair arrives as another unit.
    mixed = mixNumber(mixed, unit >>> 11 === 27 || unit === 0xfffd ? 0 : unit);
  }
  return mixed;
}
