import type { Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { asksService, type AdminOptions } from './options.js';
import { pageText, time } from './texts.js';
import { webhookPath } from './webhook-path.js';

interface SecretRow {
  id: string;
  createdAt: number;
  last4: string;
}

/** `sightline webhook secret`: what signs to an address, and changing it without a break. */
export function addWebhookSecret(group: Command, tools: Tools): void {
  const secret = group.command('secret').description('secrets that sign what is sent to an address: the newest signs, two while changing');
  const on = (name: string, about: string): Command =>
    asksService(secret.command(name).description(about).argument('<account>', 'its id').argument('<webhook>', 'its id'));

  on('list', 'list the active secrets, newest first').action((account: string, webhook: string, options: AdminOptions) =>
    tools.perform(() =>
      askService<{ secrets: SecretRow[] }>(
        tools,
        options,
        { method: 'GET', path: webhookPath(account, webhook, 'secrets') },
        ({ secrets }) => pageText(secrets, { id: ({ id }) => id, created: ({ createdAt }) => time(createdAt), ends: ({ last4 }) => last4 }),
      ),
    ),
  );

  const add = on('add', 'make a second secret; it is shown this once, and signs from now on').action(
    (account: string, webhook: string, options: AdminOptions) =>
      tools.perform(() =>
        askService<{ id: string; value: string }>(
          tools,
          options,
          { method: 'POST', path: webhookPath(account, webhook, 'secrets'), body: {} },
          ({ id, value }) => `${value}\nThis is shown once. Its id is ${id}.`,
        ),
      ),
  );
  examples(add, 'webhook secret add environment w1');

  on('retire', 'take a secret out of use, for good; never the last one')
    .argument('<secret>', 'the id of the secret')
    .action((account: string, webhook: string, id: string, options: AdminOptions) =>
      tools.perform(() =>
        askService(tools, options, { method: 'DELETE', path: webhookPath(account, webhook, 'secrets', id) }, () => `${id} is retired`),
      ),
    );
}
