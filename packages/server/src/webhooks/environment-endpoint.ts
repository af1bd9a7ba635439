import type { Logger } from 'pino';
import type { WebhookStore } from '../store/webhook-store.js';
import type { ProveEndpoint } from './prove-endpoint.js';

export interface EnvironmentEndpoint {
  /** The account whose events it gets. */
  accountId: string;
  /** Absent: the environment names none (any more). */
  url: string | undefined;
  /** The first is the newest. */
  secrets: readonly string[];
}

const NAME = 'environment';
const FIRST_MS = 1_000;
const MOST_MS = 60_000;

/**
 * Puts the endpoint of the environment into the store; its id is the account's. What happens is kept for it from now on. One that the environment names no
 * more is disabled. Says what has to be proved.
 */
export async function seedEnvironmentEndpoint(
  store: WebhookStore,
  { accountId, url, secrets }: EnvironmentEndpoint,
  at: number,
): Promise<{ id: string; url: string } | undefined> {
  const of = { accountId, id: accountId };
  const before = await store.endpoint(accountId, of.id);
  const [newest] = secrets;
  if (url === undefined || newest === undefined) {
    if (before && before.state !== 'disabled') await store.changeEndpoint(of, { disabled: true }, at);
    return undefined;
  }
  if (!before) await store.addEndpoint({ ...of, name: NAME, url, events: [], secret: newest, at }, Number.POSITIVE_INFINITY);
  await store.setEndpointSecrets(of.id, secrets, at);
  const after = await store.changeEndpoint(of, { url, disabled: false }, at);
  return after?.state === 'unproved' ? { id: of.id, url } : undefined;
}

/** Asks an endpoint for its proof until it gives it: the receiver may start later than the service. */
export function keepProving(options: {
  endpoint: { id: string; url: string };
  prove: ProveEndpoint;
  proved(): void;
  log: Pick<Logger, 'info' | 'warn'>;
  fault(error: unknown): void;
}): { stop(): void } {
  const { endpoint, log } = options;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let said = '';
  async function ask(waitMs: number): Promise<void> {
    const proof = await options.prove(endpoint);
    if (proof.ok) {
      log.info({ endpoint: endpoint.id }, 'webhook URL proved');
      options.proved();
      return;
    }
    if (proof.why !== said) log.warn({ endpoint: endpoint.id, why: proof.why }, 'webhook URL not proved: events wait, it is asked again');
    said = proof.why;
    if (!stopped) timer = setTimeout(() => run(Math.min(2 * waitMs, MOST_MS)), waitMs);
  }
  function run(waitMs: number): void {
    ask(waitMs).catch((error: unknown) => {
      options.fault(error);
      if (!stopped) timer = setTimeout(() => run(waitMs), MOST_MS);
    });
  }
  run(FIRST_MS);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
