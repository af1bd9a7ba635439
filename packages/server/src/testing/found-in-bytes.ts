/** Forms a text may hide in: as it is, wide, in hex, in base64 at each of its three places (without the ends that depend on what is around). */
const formsOf = (text: string): Buffer[] => [
  Buffer.from(text),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text).toString('hex')),
  ...[0, 1, 2].map((by) =>
    Buffer.from(
      Buffer.from('x'.repeat(by) + text)
        .toString('base64')
        .slice(4, -4),
    ),
  ),
];

/** Which of these texts a search of every byte finds, in whatever form. */
export const foundInBytes = (bytes: Buffer, texts: readonly string[]): string[] =>
  texts.filter((text) => formsOf(text).some((form) => bytes.includes(form)));
