import { createHmac, timingSafeEqual } from 'node:crypto';

/** The last row of a page, by the list's order. Milliseconds since the epoch. */
export interface PagePosition {
  time: number;
  id: string;
  /** When the first page was asked for. */
  since: number;
}

/** What a list depends on, the account and the list's name first. */
export type PageQuery = readonly (string | undefined)[];

export interface PageTokens {
  issue(query: PageQuery, position: PagePosition): string;
  /** `undefined` where it was not issued for this query, or too long ago. */
  read(query: PageQuery, token: string): PagePosition | undefined;
}

const GOOD_FOR_MS = 15 * 60_000;
/** Nodes' clocks differ a little. */
const AHEAD_MS = 60_000;
const LONGEST = 1_024;

/**
 * Tokens of the next page: a position, signed together with the query it belongs to (which is not in it), good for a quarter of an
 * hour. Every process with the same key reads them.
 */
export function createPageTokens({ key, now }: { key: Buffer; now(): number }): PageTokens {
  const sign = (query: PageQuery, body: string): string =>
    createHmac('sha256', key)
      .update(`${body}\n${JSON.stringify(query.map((part) => part ?? null))}`)
      .digest('base64url');
  return {
    issue(query, position) {
      const body = Buffer.from(JSON.stringify({ ...position, at: now() })).toString('base64url');
      return `${body}.${sign(query, body)}`;
    },
    read(query, token) {
      const [body, signature, ...more] = token.length > LONGEST ? [] : token.split('.');
      if (body === undefined || signature === undefined || more.length > 0) return undefined;
      const [given, due] = [Buffer.from(signature), Buffer.from(sign(query, body))];
      if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
      const { at, ...position } = JSON.parse(Buffer.from(body, 'base64url').toString()) as PagePosition & { at: number };
      const age = now() - at;
      return age > GOOD_FOR_MS || age < -AHEAD_MS ? undefined : position;
    },
  };
}
