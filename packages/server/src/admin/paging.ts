import { Type } from 'typebox';

export const DEFAULT_LIMIT = 100;
export const MOST = 1_000;

/** What a list is asked for a page at a time. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: MOST, default: DEFAULT_LIMIT, description: 'How many at most.' }),
  cursor: Type.Optional(Type.String({ maxLength: 256, description: 'The `cursor` of the page before.' })),
};

/** In an answer: absent on the last page. */
export const Cursor = Type.Optional(Type.String({ description: 'Asks for the next page; absent where this is the last.' }));

export const writeCursor = (position: readonly (string | number)[]): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position in a cursor; `undefined` where it is none that this service wrote. */
export function readCursor(cursor: string): unknown[] | undefined {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(position) ? position : undefined;
  } catch {
    return undefined;
  }
}
