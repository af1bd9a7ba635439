import type { TObject, TSchema } from 'typebox';
import type { AnswerText, Operation, OperationText } from './operation.js';

export interface DocumentOptions {
  title: string;
  version: string;
  about: string;
  /** Before the path of every operation: `/v2/cobrowsesdk`. */
  prefix: string;
  operations: readonly Operation[];
  /** How a caller proves who it is, as an OpenAPI security scheme, by its name. */
  security: { name: string; scheme: Readonly<Record<string, unknown>> };
  /** Schemas to be named: wherever one of these very objects is used, the document refers to its name. */
  schemas: Readonly<Record<string, TSchema>>;
}

/**
 * The OpenAPI 3.1 document of an interface, made from the schemas its requests are read by.
 *
 * To use it: write the interface as `operation({…})`s, mount them with `serveOperations` (which validates by the same schemas),
 * and answer `openApiDocument({…})` at the interface's `openapi.json`. An answer's schema is not checked while serving; in tests a
 * `checkedFetch` (testing/checked-fetch.ts) holds every answer to the document that is served.
 */
export function openApiDocument({ title, version, about, prefix, operations, security, schemas }: DocumentOptions) {
  const names = new Map<unknown, string>(Object.entries(schemas).map(([name, schema]) => [schema, name]));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = (paths[prefix + operation.path] ??= {});
    path[operation.method] = describe(operation, (schema) => named(schema, names));
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description: about },
    servers: [{ url: '/', description: 'The service this document comes from' }],
    security: [{ [security.name]: [] }],
    paths,
    components: {
      securitySchemes: { [security.name]: security.scheme },
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, members(schema, names)])),
    },
  };
}

type Refer = (schema: TSchema) => unknown;

const describe = (operation: OperationText, refer: Refer): Record<string, unknown> => ({
  operationId: operation.id,
  summary: operation.summary,
  ...(operation.about !== undefined && { description: operation.about }),
  ...((operation.params ?? operation.query) && {
    parameters: [...parameters('path', operation.params, refer), ...parameters('query', operation.query, refer)],
  }),
  ...(operation.body && { requestBody: { required: true, content: { 'application/json': { schema: refer(operation.body) } } } }),
  responses: Object.fromEntries(Object.entries(operation.answers).map(([status, answer]) => [status, response(answer, refer)])),
});

function parameters(where: 'path' | 'query', schema: TObject | undefined, refer: Refer): unknown[] {
  const required: readonly string[] = schema?.required ?? [];
  return Object.entries((schema?.properties ?? {}) as Record<string, TSchema & { description?: string }>).map(([name, property]) => {
    const { description, ...rest } = property;
    const needed = where === 'path' || (required.includes(name) && !('default' in property));
    return { name, in: where, required: needed, ...(description !== undefined && { description }), schema: refer(rest) };
  });
}

const response = ({ about, schema, example, headers }: AnswerText, refer: Refer): Record<string, unknown> => ({
  description: about,
  ...(headers && {
    headers: Object.fromEntries(Object.entries(headers).map(([name, says]) => [name, { description: says, schema: { type: 'string' } }])),
  }),
  ...(schema && { content: { 'application/json': { schema: refer(schema), ...(example !== undefined && { example }) } } }),
});

/** A plain copy of a schema: a reference where it has a name. */
function named(node: unknown, names: ReadonlyMap<unknown, string>): unknown {
  const name = names.get(node);
  return name === undefined ? members(node, names) : { $ref: `#/components/schemas/${name}` };
}

function members(node: unknown, names: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(node)) return node.map((one) => named(one, names));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, named(value, names)]));
}
