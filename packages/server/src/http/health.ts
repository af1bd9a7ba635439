import type { FastifyInstance } from 'fastify';

/** `/healthz`: the process is up. `/readyz`: its store answers. */
export function healthEndpoints(app: FastifyInstance, ready: () => Promise<void>): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'up' }));
  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await ready();
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'store does not answer' });
    }
  });
}
