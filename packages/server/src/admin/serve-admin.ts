import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { errorFields } from '../observe/error-fields.js';
import { shortAddress } from '../observe/short-address.js';
import { openApiDocument } from '../openapi/document.js';
import type { AnswerText, Operation } from '../openapi/operation.js';
import type { AdminContext, AdminPart } from './admin-part.js';
import { createTokenCheck } from './admin-token-check.js';
import { faultFinder } from './body-fault.js';
import { AdminError, refuse } from './refuse.js';

export const ADMIN_PREFIX = '/admin/v1';

export interface AdminOptions {
  token: string;
  context: Omit<AdminContext, 'audit'>;
  parts: readonly AdminPart[];
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

const error = (about: string): AnswerText => ({ about, schema: AdminError });
/** What every operation may answer besides. */
const COMMON: Record<number, AnswerText> = {
  400: error('A parameter or a field is wrong: `field` names it.'),
  401: error('The token is not the one of the service.'),
  413: error('The body is too large.'),
  429: { ...error('Too many wrong tokens.'), headers: { 'retry-after': 'In how many seconds to try again.' } },
  503: error('The store does not answer: try again.'),
};

/** The admin API, on a scope of its own: for whoever has the token, and for no browser's page (no CORS). */
export function serveAdmin(scope: FastifyInstance, { token, context, parts, log }: AdminOptions): void {
  const tokens = createTokenCheck(token);
  const audit = (request: FastifyRequest, entry: object): void =>
    log.info({ ...entry, from: shortAddress(request.ip), token: tokens.fingerprint }, 'administration');
  const operations = parts
    .flatMap((part) => part.operations({ ...context, audit }))
    .map((one): Operation => ({ ...one, answers: { ...COMMON, ...one.answers } }));
  const document = openApiDocument({
    title: 'Sightline administration',
    version: '1',
    about: 'Accounts, their secrets, switches and webhooks, and sessions of all accounts. Times are milliseconds since the epoch.',
    prefix: ADMIN_PREFIX,
    operations,
    security: { name: 'adminToken', scheme: { type: 'http', scheme: 'bearer', description: 'The setting `ADMIN_TOKEN`.' } },
    schemas: Object.assign({ AdminError }, ...parts.map((part) => part.schemas)) as Record<string, typeof AdminError>,
  });

  scope.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const answer = await tokens.check(request);
    if (answer.ok) return undefined;
    if (answer.first) log.warn({ from: shortAddress(request.ip) }, 'a wrong token at the admin API');
    if (answer.retryAfterMs === undefined)
      return refuse(reply.header('www-authenticate', 'Bearer'), 'unauthorized', 'this needs the token of ADMIN_TOKEN');
    reply.header('retry-after', Math.ceil(answer.retryAfterMs / 1000));
    return refuse(reply, 'rate_limited', 'too many wrong tokens');
  });
  scope.setNotFoundHandler((_request, reply) => refuse(reply, 'not_found', 'there is no such address'));
  scope.setErrorHandler((fault: FastifyError, request, reply) => {
    const { statusCode: status = 500 } = fault;
    if (status === 413) return refuse(reply, 'too_large', 'the body is too large');
    if (status < 500) return refuse(reply, 'invalid', 'the body must be JSON', 'body');
    log.error({ route: request.routeOptions.url, err: errorFields(fault) }, 'request failed');
    return refuse(reply, 'unavailable', 'the service cannot do this now: try again, and look at its log');
  });

  for (const operation of operations) {
    const bodyFault = operation.body && faultFinder(operation.body);
    const known = Object.keys(operation.query?.properties ?? {});
    scope.route({
      method: operation.method.toUpperCase(),
      url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const fault = unknownParameter(request.query, known) ?? bodyFault?.(request.body ?? {});
        if (fault) return refuse(reply, 'invalid', fault.message, fault.field);
        const read = operation.read(request);
        return read.ok ? read.value(reply) : refuse(reply, 'invalid', 'this is no value of it', read.field);
      },
    });
  }
  scope.get('/openapi.json', async () => document);
}

/** A filter that is misspelt would filter nothing. */
function unknownParameter(query: unknown, known: readonly string[]): { field: string; message: string } | undefined {
  const name = Object.keys(query ?? {}).find((one) => !known.includes(one));
  if (name === undefined) return undefined;
  const field = /^\w{1,40}$/.test(name) ? name : 'query';
  return { field, message: known.length === 0 ? 'nothing is asked for here' : `there is only ${known.join(', ')}` };
}
