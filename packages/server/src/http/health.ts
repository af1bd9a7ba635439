import type { FastifyInstance } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Metrics } from '../observe/metrics.js';
import { notFound } from './send-file.js';

export interface HealthOptions {
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Throws where the store can be neither read nor written. */
  ready(): Promise<void>;
  /** What an error of `ready` means, in words for anybody. */
  why(error: unknown): string | undefined;
  draining(): boolean;
  /** Whether somebody in front is believed about who asks. */
  behindProxy: boolean;
}

/** A probe that hangs is worse than one that fails. */
const READY_MS = 2_000;
/** The probe writes, and anybody may ask: one answer serves everyone for a while. */
const KEEP_MS = 1_000;

/** `/healthz`: the process is up. `/readyz`: it takes sessions and its store works. `/metrics`: what it counts, for this network only. */
export function healthEndpoints(app: FastifyInstance, { metrics, ready, why, draining, behindProxy }: HealthOptions): void {
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

  // Nothing in it is secret, but how busy a service is concerns its operators only. A proxy nobody told us about would lend
  // its own address to the whole internet.
  app.get('/metrics', async (request, reply) => {
    const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
    if (!nearby(request.ip) || (forwarded && !behindProxy)) return notFound(reply);
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  });
}

/** Whether an address is this machine or of a network that is not the internet. */
function nearby(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'].includes(ipaddr.process(address).range());
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too slow')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
