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

/**
 * Answers the preflight of one path. Any header may come: a monitor that traces a page's requests adds its own to ours (`traceparent`,
 * `sentry-trace`, `x-datadog-*`), nothing here reads them, and a refused one would keep the whole request back. Without credentials
 * `*` stands for all but `Authorization`; older browsers read it as a name.
 */
export function preflight(app: FastifyInstance, path: string): void {
  app.options(path, async (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type, *')
      .header('access-control-max-age', '600')
      .send(),
  );
}
