import type { FastifyInstance } from 'fastify';

/**
 * Lets every page read every answer of the SDK's endpoints, refusals and preflights included, without credentials: the
 * allow list decides the answer, never this header (spec: errors §6).
 */
export function allowReading(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin').header('cache-control', 'no-store');
    const { origin } = request.headers;
    if (origin !== undefined) reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', 'Retry-After');
  });
}

/** Answers the preflight of one path. */
export function preflight(app: FastifyInstance, path: string): void {
  app.options(path, async (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', '600')
      .send(),
  );
}
