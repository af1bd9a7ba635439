import { PATHS } from '@sightline/protocol';
import type { FastifyInstance } from 'fastify';
import { answerError } from './answer.js';

/**
 * While the service goes down every call of the SDK is refused with a row that says to try again: nobody begins what would be
 * cut, and nobody takes a session for gone that the next process takes up.
 */
export function refuseDraining(app: FastifyInstance, draining: () => boolean): void {
  app.addHook('preParsing', async (request, reply) => {
    if (request.method !== 'POST' || !draining()) return undefined;
    const joining = request.routeOptions.url === PATHS.find;
    return answerError(reply, joining ? '1011:join_internal' : '9999:service_error', {}, 503);
  });
}
