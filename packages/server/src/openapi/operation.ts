import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import { type Validated, validator } from '../validate.js';
import { parameterReader } from './parameter-reader.js';

/** One answer of an operation, by its status. Without a schema it has no body. */
export interface AnswerText {
  about: string;
  schema?: TSchema;
  example?: unknown;
  /** What the answer says in headers of its own, by name. */
  headers?: Readonly<Record<string, string>>;
}

/** What is said of an operation: what the document shows. */
export interface OperationText {
  /** Unique in its interface; generated clients name their functions by it. */
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below the interface's prefix, as OpenAPI writes it: `/sessions/{sessionId}`. */
  path: string;
  summary: string;
  about?: string;
  params?: TObject;
  /** Texts, whole numbers, booleans. One with a `default` has it where it is absent or empty. */
  query?: TObject;
  body?: TSchema;
  answers: Readonly<Record<number, AnswerText>>;
}

export interface OperationSpec<P extends TObject, Q extends TObject, B extends TSchema> extends OperationText {
  params?: P;
  query?: Q;
  body?: B;
  handle(asked: { params: Static<P>; query: Static<Q>; body: Static<B> }, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
}

export interface Operation extends OperationText {
  /** Reads a request by the operation's schemas: what is to be done, or the first parameter that is wrong. */
  read(request: FastifyRequest): Validated<(reply: FastifyReply) => Promise<unknown>>;
}

/**
 * An operation of an HTTP interface. The schemas that describe it (openapi/document.ts) are the ones that requests are read by, so
 * what is described is what is served.
 */
export function operation<P extends TObject, Q extends TObject, B extends TSchema>(spec: OperationSpec<P, Q, B>): Operation {
  const { handle, ...text } = spec;
  const readParams = spec.params && parameterReader(spec.params);
  const readQuery = spec.query && parameterReader(spec.query);
  const readBody = spec.body && validator(spec.body, 'body');
  return {
    ...text,
    read(request) {
      const params = readParams?.(request.params) ?? NOTHING;
      if (!params.ok) return params;
      const query = readQuery?.(request.query) ?? NOTHING;
      if (!query.ok) return query;
      const body = readBody?.(request.body) ?? NOTHING;
      if (!body.ok) return body;
      const asked = { params: params.value as Static<P>, query: query.value as Static<Q>, body: body.value as Static<B> };
      return { ok: true, value: (reply) => handle(asked, request, reply) };
    },
  };
}

const NOTHING: Validated<unknown> = { ok: true, value: {} };
