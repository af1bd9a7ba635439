import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PATHS } from '@sightline/protocol';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { errorFields } from '../observe/error-fields.js';
import type { Metrics } from '../observe/metrics.js';
import { shortAddress } from '../observe/short-address.js';
import { answerError } from './answer.js';
import { compressAnswers } from './compress-answers.js';
import { refuseRaw } from './raw-refusal.js';
import { answerRestError, belowRest, restMessages } from '../rest/answer-rest-error.js';
import { notFound } from './send-file.js';
import type { TrustCheck } from './trust.js';

export interface AppOptions {
  log: Logger;
  metrics: Pick<Metrics, 'answered' | 'refused'>;
  trusted: TrustCheck;
  /** Bounds of one connection; milliseconds. */
  times?: Partial<HttpTimes>;
}

export interface HttpTimes {
  /** From a connection's opening, or the end of a request, to the end of the next one's headers. */
  headersMs: number;
  /** To the end of its body. */
  requestMs: number;
  /** Without a byte either way. */
  idleMs: number;
}

const TIMES: HttpTimes = { headersMs: 10_000, requestMs: 15_000, idleMs: 30_000 };
const HEADER_BYTES = 16 * 1024;
/** A token fills 4 kB at most; nothing that is asked for is longer than a few of them. */
const BODY_BYTES = 32 * 1024;

/** The HTTP side without routes: bounds, errors, one line of log a request (no address, query string or body). */
export function createApp({ log, metrics, trusted, times = {} }: AppOptions): FastifyInstance {
  const { headersMs, requestMs, idleMs } = { ...TIMES, ...times };
  const answers = new WeakMap<Socket, ServerResponse>();
  const app = Fastify({
    logger: false,
    trustProxy: trusted,
    bodyLimit: BODY_BYTES,
    connectionTimeout: idleMs,
    requestTimeout: requestMs,
    keepAliveTimeout: 10_000,
    http: {
      headersTimeout: headersMs,
      connectionsCheckingInterval: Math.min(1_000, headersMs),
      maxHeaderSize: HEADER_BYTES,
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 128 },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors(_error, request, reply) {
      if (belowRest(request.url)) {
        answerRestError(reply, 404, restMessages.noPath);
        return;
      }
      metrics.refused('9999:invalid_argument', 'none');
      notFound(reply.header('access-control-allow-origin', '*'));
    },
    clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket) {
      const answer = answers.get(socket);
      if (answer?.headersSent && !(answer.writableFinished && answer.req.complete && answer.shouldKeepAlive)) {
        // Broken is the body of a request that has its answer already, or what follows the last one: never two.
        socket.end();
        return;
      }
      const status = CLIENT_ERRORS[error.code ?? ''] ?? 400;
      metrics.refused('9999:invalid_argument', 'connection');
      refuseRaw(socket, status, '9999:invalid_argument', { field: 'request' });
    },
  });
  app.decorateReply('refusal', undefined);
  app.decorateReply('why', undefined);

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  compressAnswers(app);
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode: status, refusal, why, elapsedTime: ms } = reply;
    const { method } = request;
    const route = request.routeOptions.url;
    metrics.answered({ method, route, status, ms, bytes: Number(reply.getHeader('content-length')) || 0 });
    if (refusal) metrics.refused(refusal, route ?? 'none');
    const level = status >= 500 ? 'error' : (refusal ?? why) ? 'info' : 'debug';
    const refused = { ...(refusal && { refusal }), ...(why !== undefined && { why }) };
    log[level]({ method, route, status, ms: Math.round(ms), from: shortAddress(request.ip), ...refused }, 'request');
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode: status = 500 } = error;
    if (status < 500) return answerError(reply, '9999:invalid_argument', { field: 'body' }, status);
    const route = request.routeOptions.url;
    log.error({ route, err: errorFields(error) }, 'request failed');
    return answerError(reply, route === PATHS.find ? '1011:join_internal' : '9999:service_error');
  });
  app.setNotFoundHandler((_request, reply) => notFound(reply.header('access-control-allow-origin', '*')));
  app.server.prependListener('request', (request, response) => void answers.set(request.socket, response));
  // An expectation nobody here meets is answered like every other malformed request.
  app.server.on('checkExpectation', (request: { socket: Socket }) =>
    refuseRaw(request.socket, 417, '9999:invalid_argument', { field: 'expect' }),
  );
  return app;
}

const CLIENT_ERRORS: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};
