import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../observe/metrics.js';
import { forThisMachine } from './for-this-machine.js';
import { notFound } from './send-file.js';

export interface HealthOptions {
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Throws where the store can be neither read nor written. */
  ready(): Promise<void>;
  /** What an error of `ready` means, in words for anybody. */
  why(error: unknown): string | undefined;
  draining(): boolean;
  /** Whether anything says that others than this machine can reach the service. */
  reachable: boolean;
  /** Opens `/metrics` wherever it is asked for; `undefined`: there is none. */
  metricsToken: string | undefined;
}

/** A probe that hangs is worse than one that fails. */
const READY_MS = 2_000;
/** The probe writes, and anybody may ask: one answer serves everyone for a while. */
const KEEP_MS = 1_000;

/** `/healthz`: the process is up. `/readyz`: it takes sessions and its store works. `/metrics`: what it counts, for those who may. */
export function healthEndpoints(app: FastifyInstance, { metrics, ready, why, draining, ...access }: HealthOptions): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'up' }));

  let kept: { until: number; answer: Promise<void> } | undefined;
  const probe = (): Promise<void> => {
    const now = performance.now();
    if (!kept || kept.until < now) kept = { until: now + KEEP_MS, answer: within(ready(), READY_MS) };
    return kept.answer;
  };

  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    if (draining()) return reply.code(503).send({ status: 'draining' });
    try {
      await probe();
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: why(error) ?? 'store does not answer' });
    }
  });

  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, access)) return notFound(reply);
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Nothing in the metrics is secret, but how busy a service is concerns its operators only. An address says nothing of who asks: a
 * proxy that forwards none lends its own to the whole internet.
 */
function mayRead(request: FastifyRequest, { metricsToken, reachable }: Pick<HealthOptions, 'metricsToken' | 'reachable'>): boolean {
  if (metricsToken === undefined) return !reachable && forThisMachine(request.raw);
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return given !== undefined && timingSafeEqual(digest(given), digest(metricsToken));
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too slow')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
