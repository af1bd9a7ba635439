/** What makes a shorthand wait for its value. */
export const maySubstitute = (text: unknown): text is string => typeof text === 'string' && /--|env\(|attr\(/i.test(text);

/** A longhand without a value, not a custom property: it waits for a shorthand's `var()`. */
export const LOST = /(?:^|\s)(?!--)[-a-z]+: (?:;| !)/;
export const IMPORT_RULE = 3;
