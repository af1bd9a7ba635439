import { isLoopbackHost, parseSite, type Site } from './access/site.js';
import { parseTrust, type Trust } from './http/trust.js';
import { parsePrivateHosts, type PrivateHosts } from './webhooks/address-rules.js';
import { readKeys } from './secrets/read-keys.js';
import { isPostgresUrl, readPostgresUrl } from './store/postgres-url.js';

/** How the text of a setting is understood. `read` throws where it does not fit; the operator is told that it must be `takes`. */
export interface Reader<T> {
  /** Completes "must be …". */
  readonly takes: string;
  read(text: string): T;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

function matching(pattern: RegExp, takes: string): Reader<string> {
  return {
    takes,
    read(text) {
      if (!pattern.test(text)) throw new Error(takes);
      return text;
    },
  };
}

export function whole(min: number, max: number): Reader<number> {
  const takes = `a whole number from ${min} to ${max}`;
  return {
    takes,
    read(text) {
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < min || value > max) throw new Error(takes);
      return value;
    },
  };
}

/** Milliseconds; sessions and what belongs to them live days at most. */
export const time = (days = 1): Reader<number> => {
  const { read } = whole(100, days * DAY_MS);
  return { takes: `milliseconds from 100 to ${days * DAY_MS}`, read };
};

export const orOff = <T, O>(reader: Reader<T>, off: O): Reader<T | O> => ({
  takes: `${reader.takes}, or off`,
  read: (text) => (text === 'off' ? off : reader.read(text)),
});

export const optional = <T>(reader: Reader<T>): Reader<T | undefined> => ({
  takes: reader.takes,
  read: (text) => (text === '' ? undefined : reader.read(text)),
});

export function oneOf<T extends string>(...values: T[]): Reader<T> {
  const takes = `one of ${values.join(', ')}`;
  return {
    takes,
    read(text) {
      if (!values.includes(text as T)) throw new Error(takes);
      return text as T;
    },
  };
}

export const address = matching(/^[\w.:-]{1,255}$/, 'an address or a host name');
export const key = matching(/^[\w.-]{1,128}$/, '1 to 128 letters, digits, dots, _ or -');
export const label = matching(/^[\w .:/-]{0,64}$/, 'up to 64 letters, digits, blanks or . : / _ -');
export const secret = matching(/^\S{1,256}$/, '1 to 256 characters without blanks');
export const version = (pattern: RegExp): Reader<string> => matching(pattern, 'a 2.x or 3.x version');

/** Two while secrets are changed: both are good. */
export const secrets: Reader<string[]> = {
  takes: 'one secret of up to 256 characters, or two with a blank between',
  read(text) {
    const list = text.split(/\s+/).map(secret.read);
    if (list.length > 2) throw new Error(this.takes);
    return list;
  },
};

/** The first seals, all open. */
export const secretKeys: Reader<Buffer[]> = {
  takes: 'one to three keys of 32 bytes in base64, base64url or hex, with commas between',
  read: (text) => (text === '' ? [] : readKeys(text)),
};

const NAME = /^[\w.~[\]-]{1,64}$/;

export const names: Reader<string[]> = {
  takes: 'names of parameters, with commas or blanks between',
  read(text) {
    const list = text.split(/[\s,]+/).filter(Boolean);
    if (!list.every((name) => NAME.test(name))) throw new Error(this.takes);
    return list;
  },
};

export const sites: Reader<Site[]> = {
  takes: 'origins or https://*.example.com, with commas or blanks between',
  read: (text) =>
    text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((entry) => {
        const site = parseSite(entry);
        if (!site) throw new Error(entry);
        return site;
      }),
};

export const origin: Reader<string> = {
  takes: 'an origin: https, or http on loopback',
  read(text) {
    const url = new URL(text);
    const plain = url.pathname === '/' && !url.search && !url.hash && !url.username;
    if (!plain || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname)))) throw new Error(text);
    return url.origin;
  },
};

export const database: Reader<string> = {
  takes:
    'file:PATH (SQLite), file::memory: (kept until the process ends), or postgres://USER:PASSWORD@HOST/DATABASE with sslmode=disable, require or verify-full',
  read(text) {
    if (isPostgresUrl(text)) readPostgresUrl(text);
    else if (!/^file:.+/.test(text)) throw new Error(this.takes);
    return text;
  },
};

/** Whether it may be one depends on other settings (webhooks/address-rules.ts). */
export const webhookUrl = matching(/^https?:\/\/\S{1,2000}$/i, 'a URL that begins with https://');

export const privateHosts: Reader<PrivateHosts> = {
  takes: 'host names, addresses and CIDRs, with commas or blanks between',
  read: parsePrivateHosts,
};

export const proxies: Reader<Trust> = {
  takes: 'a number of hops from 0 to 99, or addresses and CIDRs with commas between',
  read: parseTrust,
};

/** Read by browsers later; here only what none of them could read, so that a slip does not unmask in silence. */
export const selectors: Reader<string> = {
  takes: 'a list of CSS selectors',
  read(text) {
    const bare = text.replace(/\\.|"[^"]*"|'[^']*'/g, 'x');
    const count = (pattern: RegExp): number => bare.match(pattern)?.length ?? 0;
    const gap = text !== '' && bare.split(',').some((one) => one.trim() === '');
    if (gap || count(/\(/g) !== count(/\)/g) || count(/\[/g) !== count(/\]/g) || /["'{};]/.test(bare)) throw new Error(text);
    return text;
  },
};

export const attributes: Reader<string> = {
  takes: 'name or name=value, with commas between',
  read(text) {
    if (text !== '' && !text.split(',').every((one) => /^\s*[^\s"'<>/=,]+(?:=[^,]*)?$/.test(one))) throw new Error(text);
    return text;
  },
};
