import { PATHS } from '@sightline/protocol';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { answerError } from './answer.js';

/** Clients try again and again: the log is told once in this time. */
const SAY_AGAIN_MS = 60_000;

/**
 * A plain request where sockets are opened. A browser's upgrade becomes one where a proxy in front drops `Upgrade` and
 * `Connection`, which are for the next hop only: what is left of it is its key.
 */
export function lostUpgrade(app: FastifyInstance, { log, now }: { log: Pick<Logger, 'warn'>; now(): number }): void {
  let saidAt = Number.NEGATIVE_INFINITY;
  app.get(PATHS.enter, async (request, reply) => {
    if (request.headers['sec-websocket-key'] !== undefined && now() - saidAt >= SAY_AGAIN_MS) {
      saidAt = now();
      const { httpVersion } = request.raw;
      log.warn(
        { route: PATHS.enter, httpVersion },
        'an upgrade without Upgrade header: does the proxy pass it on? No session can go live (docs/operations.md, Behind a proxy)',
      );
    }
    reply.header('access-control-allow-origin', '*').header('upgrade', 'websocket').header('connection', 'close, upgrade');
    return answerError(reply, '9999:invalid_argument', { field: 'upgrade' }, 426);
  });
}
