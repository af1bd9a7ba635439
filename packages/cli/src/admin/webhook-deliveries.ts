import { type Command, Option } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { asksService, type AdminOptions, type PageOptions, query, takesPage } from './options.js';
import { pageText, time } from './texts.js';
import { webhookPath } from './webhook-path.js';

interface DeliveryRow {
  eventId: string;
  event: string;
  state: string;
  attempts: number;
  eventAt: number;
  nextAt?: number | null;
  lastStatus?: number | null;
  lastError?: string | null;
}

/** `sightline webhook deliveries` and `retry`: what was sent to an address, and what was not. */
export function addDeliveries(group: Command, tools: Tools): void {
  const on = (name: string, about: string): Command =>
    asksService(group.command(name).description(about).argument('<account>', 'its id').argument('<webhook>', 'its id'));

  const all = takesPage(on('deliveries', 'list what was sent and what waits, newest first'))
    .addOption(new Option('--state <state>', 'only these').choices(['pending', 'done', 'dead']))
    .action((account: string, webhook: string, { state, limit, cursor, ...options }: PageOptions & { state?: string }) =>
      tools.perform(() =>
        askService<{ deliveries: DeliveryRow[]; cursor?: string }>(
          tools,
          options,
          { method: 'GET', path: `${webhookPath(account, webhook, 'deliveries')}${query({ state, limit, cursor })}` },
          ({ deliveries, cursor }) =>
            pageText(
              deliveries,
              {
                event: ({ eventId }) => eventId,
                what: ({ event }) => event,
                at: ({ eventAt }) => time(eventAt),
                state: ({ state }) => state,
                tries: ({ attempts }) => attempts,
                next: ({ nextAt }) => time(nextAt),
                last: ({ lastStatus, lastError }) => lastError ?? lastStatus,
              },
              cursor,
            ),
        ),
      ),
    );
  examples(all, 'webhook deliveries environment w1 --state dead');

  const retry = on('retry', 'send a delivery again that was given up, or one more time')
    .argument('<event>', 'the id of the event')
    .action((account: string, webhook: string, event: string, options: AdminOptions) =>
      tools.perform(() =>
        askService(
          tools,
          options,
          { method: 'POST', path: webhookPath(account, webhook, 'deliveries', event, 'retry') },
          () => `${event} is sent again`,
        ),
      ),
    );
  examples(retry, 'webhook retry environment w1 2mQ8Jx');
}
