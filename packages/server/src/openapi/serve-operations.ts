import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Operation } from './operation.js';

/** Mounts operations below the scope's prefix. What does not fit their schemas is answered by `bad`, with the parameter's name. */
export function serveOperations(
  scope: FastifyInstance,
  operations: readonly Operation[],
  bad: (reply: FastifyReply, field: string) => FastifyReply,
): void {
  for (const operation of operations)
    scope.route({
      method: operation.method.toUpperCase(),
      url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const read = operation.read(request);
        return read.ok ? read.value(reply) : bad(reply, read.field);
      },
    });
}
