import { DatabaseSync } from '@photostructure/sqlite';

/** Changes a database file by hand. */
export function changeDatabase(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}
