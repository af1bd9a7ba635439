/** What `Bench.drain()` hands over as one buffer: every byte that would have left the page, frame headers included. */
export function payload(pieces) {
  return Buffer.concat(pieces.map(({ text, bytes }) => (text === undefined ? Buffer.from(bytes, 'base64') : Buffer.from(text))));
}
