import { createRequire } from 'node:module';

/** A database file, opened by another process than the service's. */
export interface Database {
  exec(sql: string): void;
  run(sql: string, ...values: string[]): void;
  close(): void;
}

interface Library {
  DatabaseSync: new (
    file: string,
  ) => {
    exec(sql: string): void;
    prepare(sql: string): { run(...values: string[]): unknown };
    close(): void;
  };
}

/** With the library the service itself uses. */
const { DatabaseSync } = createRequire(new URL('../../../packages/server/package.json', import.meta.url))(
  '@photostructure/sqlite',
) as Library;

export function openDatabase(path: string): Database {
  const file = new DatabaseSync(path);
  file.exec('pragma busy_timeout = 5000');
  return {
    exec: (sql) => file.exec(sql),
    run: (sql, ...values) => void file.prepare(sql).run(...values),
    close: () => file.close(),
  };
}
