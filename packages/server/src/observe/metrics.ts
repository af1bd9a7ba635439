import { type ErrorId, ERROR_TABLE } from '@sightline/protocol';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { watchEventLoop } from './event-loop.js';

/** What travels: a control message, or a frame by its kind. `http` is what answers carry. */
export type Traffic = 'control' | 'view' | 'pointer' | 'asset' | 'drawing' | 'act' | 'draft' | 'http';

/**
 * What the service counts about itself. Labels are names of this code (routes, causes, kinds, methods) and never anything a
 * peer chose, so that no label holds personal data and their number is bounded.
 */
export interface Metrics {
  answered(request: { method: string; route: string | undefined; status: number; ms: number; bytes: number }): void;
  /** An error object was handed out. `entrance`: the route's pattern, or `socket`. */
  refused(error: ErrorId, entrance: string): void;
  received(kind: Traffic, bytes: number): void;
  sent(kind: Traffic, bytes: number): void;
  /** A seat was taken by a connection. */
  entered(role: string): void;
  opened(role: string): void;
  ended(reason: string): void;
  /** Milliseconds from a view frame's arrival until a reader's socket had taken it. */
  relayed(ms: number): void;
  stored(operation: string, ok: boolean, ms: number): void;
  /** A webhook was tried. `dead`: for the last time. */
  webhook(result: 'delivered' | 'failed' | 'dead', ms: number): void;
  /** A value read whenever somebody asks; by a label where there are several. */
  gauge(name: string, help: string, read: () => number): void;
  gauges(name: string, help: string, label: string, read: () => Record<string, number>): void;
  readonly contentType: string;
  text(): Promise<string>;
  stop(): void;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]): Counter<L> =>
    new Counter({ name: `sightline_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]): Histogram<L> =>
    new Histogram({ name: `sightline_${name}`, help, buckets, labelNames, registers });

  const requests = histogram('http_request_seconds', 'Answered requests', [0.005, 0.02, 0.1, 0.5, 2, 10], 'method', 'route', 'status');
  const errors = counter('errors_total', 'Error objects handed out', 'code', 'cause', 'entrance');
  const limited = counter('rate_limited_total', 'Requests and sockets refused by a limit', 'entrance');
  const bytes = counter('bytes_total', 'Bytes from and to clients, before compression', 'direction', 'kind');
  const messages = counter('messages_total', 'Messages, frames and answers from and to clients', 'direction', 'kind');
  const joins = counter('joins_total', 'Seats taken by a connection, returns included', 'role');
  const opened = counter('sessions_opened_total', 'Sessions opened', 'by');
  const ended = counter('sessions_ended_total', 'Sessions ended', 'reason');
  const lag = histogram(
    'relay_seconds',
    'From a frame’s arrival until a reader’s socket had taken it',
    [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
  );
  const store = histogram('store_seconds', 'Calls of the store', [0.0005, 0.002, 0.01, 0.05, 0.25, 1, 5], 'operation', 'ok');

  const webhooks = histogram('webhook_seconds', 'Tries to deliver a webhook', [0.01, 0.05, 0.2, 1, 5], 'result');

  const gauge: Metrics['gauge'] = (name, help, read) => {
    const made = new Gauge({
      name: `sightline_${name}`,
      help,
      collect() {
        this.set(read());
      },
      registers: [],
    });
    registry.registerMetric(made);
  };
  const gauges: Metrics['gauges'] = (name, help, label, read) => {
    const made = new Gauge({
      name: `sightline_${name}`,
      help,
      labelNames: [label],
      collect() {
        for (const [value, count] of Object.entries(read())) this.set({ [label]: value }, count);
      },
      registers: [],
    });
    registry.registerMetric(made);
  };

  const traffic = (direction: string, kind: Traffic, count: number): void => {
    bytes.inc({ direction, kind }, count);
    messages.inc({ direction, kind });
  };

  const loop = watchEventLoop();
  gauges('event_loop_lag_seconds', 'How late the event loop was since the last look', 'quantile', loop.read);
  gauges('memory_bytes', 'Memory of the process', 'kind', () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    return { resident: rss, heap: heapUsed, external };
  });
  gauge('uptime_seconds', 'Since the start of the process', () => process.uptime());

  return {
    answered({ method, route = 'none', status, ms, bytes: size }) {
      requests.observe({ method: METHODS.has(method) ? method : 'other', route, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
      traffic('out', 'http', size);
    },
    refused(error, entrance) {
      const cause = error.slice(error.indexOf(':') + 1);
      errors.inc({ code: ERROR_TABLE[error].code, cause, entrance });
      if (error === '9999:rate_limited') limited.inc({ entrance });
    },
    received: (kind, count) => traffic('in', kind, count),
    sent: (kind, count) => traffic('out', kind, count),
    entered: (role) => joins.inc({ role }),
    opened: (by) => opened.inc({ by }),
    ended: (reason) => ended.inc({ reason }),
    relayed: (ms) => lag.observe(ms / 1000),
    stored: (operation, ok, ms) => store.observe({ operation, ok: String(ok) }, ms / 1000),
    webhook: (result, ms) => webhooks.observe({ result }, ms / 1000),
    gauge,
    gauges,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    stop() {
      loop.stop();
      registry.clear();
    },
  };
}
