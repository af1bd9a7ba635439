import { ERROR_TABLE, errorObject, PATHS } from '@sightline/protocol';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { answerError } from './answer.js';

/** The HTTP side without routes: bounds, errors, one line of log a request (no address, query string or body). */
export function createApp(options: { log: Logger; trustProxy: number | string | undefined }): FastifyInstance {
  const { log, trustProxy } = options;
  const app = Fastify({
    logger: false,
    trustProxy: typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : (trustProxy ?? false),
    bodyLimit: 32 * 1024,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 128 },
    return503OnClosing: true,
    forceCloseConnections: true,
  });

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  app.addHook('onResponse', async (request, reply) => {
    const level = reply.statusCode >= 500 ? 'error' : 'debug';
    log[level](
      { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return answerError(reply, '9999:invalid_argument', { field: 'body' });
    log.error({ route: request.routeOptions.url, err: { name: error.name, message: error.message, code: error.code } }, 'request failed');
    return answerError(reply, request.routeOptions.url === PATHS.find ? '1011:join_internal' : '9999:service_error');
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'no-store')
      .send(errorObject('9999:invalid_argument', ERROR_TABLE['9999:invalid_argument'], { field: 'path' })),
  );
  return app;
}
