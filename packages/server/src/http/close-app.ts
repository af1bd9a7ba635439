import type { FastifyInstance } from 'fastify';

/** Stops listening; requests at work have `graceMs` to finish, then their connections are cut. */
export async function closeApp(app: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
