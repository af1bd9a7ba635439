import pg from 'pg';

/** int8 and numeric: what is counted and added up. Only numbers that a double holds are kept in columns of these types. */
const NUMBERS = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (NUMBERS.has(oid) ? Number : pg.types.getTypeParser(oid, format)),
};

/** A text of Postgres holds no NUL; who sends one shall not keep a session from being kept. */
export const plainText = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
