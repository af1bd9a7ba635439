/** What it means and what to do. */
export interface FaultKind {
  cause: string;
  remedy: string;
}

const AWAY: FaultKind = {
  cause: 'the database does not answer',
  remedy: 'start it, or see whether its host and port are right and reached from here; the service goes on by itself',
};
const REFUSED_USER: FaultKind = {
  cause: 'the database refuses this user',
  remedy: 'see user and password of DATABASE_URL, and pg_hba.conf of the server',
};
const NO_DATABASE: FaultKind = { cause: 'there is no database of this name', remedy: 'make it: createdb --owner USER NAME' };
const READ_ONLY: FaultKind = {
  cause: 'the database can only be read',
  remedy: 'name the primary, not a standby; see default_transaction_read_only',
};
const FULL: FaultKind = {
  cause: 'no room is left where the database is kept',
  remedy: 'make room on that disk; the service goes on by itself',
};
const CROWDED: FaultKind = {
  cause: 'the database takes no more connections',
  remedy: 'raise max_connections (or the limit of the role or database), or stop others; the service goes on by itself',
};
const FORBIDDEN: FaultKind = {
  cause: 'this user may not do it in the database',
  remedy: 'make it the owner of the database and its tables',
};
const SLOW: FaultKind = {
  cause: 'the database is too slow',
  remedy: 'see what it is busy with (pg_stat_activity) and its disk; the service goes on by itself',
};
const BROKEN: FaultKind = { cause: 'the database is damaged', remedy: 'see the log of the server; restore a backup (docs/operations.md)' };
const UNPROVED: FaultKind = {
  cause: 'the database does not prove who it is as sslmode asks for',
  remedy: 'see sslmode and sslrootcert of DATABASE_URL, and the server’s certificate',
};
const TAKEN: FaultKind = {
  cause: 'another process has taken the database',
  remedy: 'stop the other one, then start this one again',
};

/** The codes this part of the store gives itself. */
export const LOST = 'SIGHTLINE_LOST';
export const TAKEN_AWAY = 'SIGHTLINE_TAKEN';

/** By SQLSTATE, or the name of an error of the system or of TLS. */
export const POSTGRES_FAULTS: Record<string, FaultKind> = {
  ...kinds(AWAY, LOST, 'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN ENOENT'),
  ...kinds(AWAY, '08000 08001 08003 08004 08006 57P01 57P02 57P03 57P05'),
  ...kinds(REFUSED_USER, '28P01 28000'),
  ...kinds(NO_DATABASE, '3D000'),
  ...kinds(READ_ONLY, '25006'),
  ...kinds(FULL, '53100'),
  ...kinds(CROWDED, '53300'),
  ...kinds(FORBIDDEN, '42501 3F000'),
  ...kinds(SLOW, '57014 55P03 25P03'),
  ...kinds(BROKEN, 'XX001 XX002'),
  ...kinds(UNPROVED, 'DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  ...kinds(UNPROVED, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY CERT_HAS_EXPIRED ERR_TLS_CERT_ALTNAME_INVALID SIGHTLINE_NO_TLS'),
  ...kinds(TAKEN, TAKEN_AWAY),
};

function kinds(kind: FaultKind, ...codes: string[]): Record<string, FaultKind> {
  return Object.fromEntries(codes.flatMap((list) => list.split(' ')).map((code) => [code, kind]));
}

const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? '';

/** Whether the connection is gone, so that what was asked may have happened or not. What the database answers is none of these. */
export function isLost(error: unknown): boolean {
  return POSTGRES_FAULTS[codeOf(error)] === AWAY;
}

/** One that could be had in a moment: nothing was asked of the database yet. */
export function mayComeBack(error: unknown): boolean {
  const kind = POSTGRES_FAULTS[codeOf(error)];
  return kind === AWAY || kind === CROWDED;
}

/** One of two transactions that waited for each other was taken back as a whole. */
export function isTakenBack(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

const NO_TLS = /does not support SSL/;

/** The same error with a code: the library has none for a connection that broke, or was too slow. */
export function coded(error: unknown): unknown {
  if (!(error instanceof Error) || codeOf(error) !== '') return error;
  if (NO_TLS.test(error.message)) return Object.assign(new Error('no TLS'), { code: 'SIGHTLINE_NO_TLS' });
  return /terminat|timeout|not queryable|closed/i.test(error.message) ? lostError() : error;
}

export const lostError = (): Error => Object.assign(new Error('the connection to the database is lost'), { code: LOST });
