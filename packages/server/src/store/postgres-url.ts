import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig } from 'pg';

/** A Postgres, as `DATABASE_URL` names it. */
export interface PostgresPlace {
  /** For the operator and the log: neither user nor password. */
  place: string;
  /** Reads the files of certificates: where the settings are only checked they may not be there. */
  config(): ClientConfig;
}

/** What the URL may ask for. `require` encrypts and believes whoever answers; `verify-full` asks for a certificate of that name. */
const SSL_MODES = ['disable', 'require', 'verify-full'];
const PARAMETERS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'host'];

export const isPostgresUrl = (url: string): boolean => /^postgres(?:ql)?:\/\//.test(url);

/** Understands `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…`; a socket's folder may stand as `host`. Throws where it does not. */
export function readPostgresUrl(text: string): PostgresPlace {
  const url = new URL(text);
  const of = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const odd = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (!isPostgresUrl(text) || odd !== undefined || url.hash !== '') throw new Error('not understood');
  const database = decodeURIComponent(url.pathname.slice(1));
  const host = of('host') ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
  if (database === '' || database.includes('/') || host === '' || host.includes(',')) throw new Error('host or database is missing');
  const mode = of('sslmode') ?? 'disable';
  if (!SSL_MODES.includes(mode)) throw new Error('sslmode');
  const port = Number(url.port || 5432);
  const files = { ca: of('sslrootcert'), cert: of('sslcert'), key: of('sslkey') };
  if (mode === 'disable' && Object.values(files).some(Boolean)) throw new Error('certificates without sslmode');
  const server = {
    host,
    port,
    database,
    ...(url.username && { user: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
  };
  const home = host.startsWith('/') ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    place: `postgres://${home}/${database}`,
    config: () => ({ ...server, ssl: mode === 'disable' ? false : { ...proofOf(mode, files.ca), ...readAll(files) } }),
  };
}

/** As libpq has it: with an authority named, `require` asks for its signature, though not for the name. */
function proofOf(mode: string, authority: string | undefined): ConnectionOptions {
  if (mode === 'verify-full') return { rejectUnauthorized: true };
  return { rejectUnauthorized: authority !== undefined, checkServerIdentity: () => undefined };
}

const FILES = { ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' } as const;

function readAll(paths: Record<keyof typeof FILES, string | undefined>): ConnectionOptions {
  const read = (name: keyof typeof FILES): ConnectionOptions => {
    const path = paths[name];
    try {
      return path === undefined ? {} : { [name]: readFileSync(path, 'utf8') };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`${FILES[name]} of DATABASE_URL cannot be read: ${path} (${code})`, { cause: error });
    }
  };
  return { ...read('ca'), ...read('cert'), ...read('key') };
}
