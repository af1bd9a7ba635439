import type { DatabaseSync } from '@photostructure/sqlite';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';

/** kysely's dialect over a database that is open already. */
export const sqliteDialect = (db: InstanceType<typeof DatabaseSync>): SqliteDialect => new SafeDialect({ database: asKyselyDatabase(db) });

/** SQLite takes a migration back as a whole, which kysely does not count on by itself. */
class SafeDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new SafeAdapter();
  }
}
class SafeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

const NOTHING = { changes: 0, lastInsertRowid: 0 };

/**
 * The three members of a database that kysely's SQLite dialect uses. Where the disk is full SQLite has taken the transaction back
 * by itself: kysely's own rollback would fail then, and hide why.
 */
function asKyselyDatabase(db: InstanceType<typeof DatabaseSync>): SqliteDatabase {
  return {
    close: () => db.close(),
    prepare(text) {
      const statement = db.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...values),
        run: (values) => (text === 'rollback' && !db.isTransaction ? NOTHING : statement.run(...values)),
        iterate: (values) => statement.iterate(...values),
      };
    },
  };
}
