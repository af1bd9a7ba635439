import { type DataTypeNode, type KyselyPlugin, OperationNodeTransformer } from 'kysely';

/**
 * Migrations name the types of SQLite; these are Postgres's. Text is compared byte by byte, as SQLite does: neither order nor
 * index depends on the languages of the machine then.
 */
const TYPES: Record<string, string> = { text: 'text collate "C"', blob: 'bytea' };

class ColumnTypes extends OperationNodeTransformer {
  protected override transformDataType(node: DataTypeNode): DataTypeNode {
    const type = typeof node.dataType === 'string' ? TYPES[node.dataType] : undefined;
    return type === undefined ? node : { ...node, dataType: type as DataTypeNode['dataType'] };
  }
}

/** For the database that migrations are run on. */
export function postgresColumns(): KyselyPlugin {
  const transformer = new ColumnTypes();
  return {
    transformQuery: ({ node }) => transformer.transformNode(node),
    transformResult: async ({ result }) => result,
  };
}
