/** A half of a surrogate pair cannot stand alone in UTF-8; it may become U+FFFD, or arrive where both halves travelled together. */
export const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
