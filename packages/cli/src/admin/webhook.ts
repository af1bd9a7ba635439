import { type Command, Option } from 'commander';
import { examples } from '../examples.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService, list } from './options.js';
import { detailsText, pageText } from './texts.js';
import { addDeliveries } from './webhook-deliveries.js';
import { webhookPath } from './webhook-path.js';
import { addWebhookSecret } from './webhook-secret.js';

interface WebhookRow {
  id: string;
  name: string;
  url: string;
  state: string;
  events: string[];
}

interface Settings extends AdminOptions {
  name?: string;
  to?: string;
  events?: string[];
  state?: 'active' | 'disabled';
}

/** `sightline webhook`: who is told of an account's sessions. What was sent is `webhook-deliveries.ts`. */
export function addWebhook(program: Command, tools: Tools): void {
  const group = program.command('webhook').description('webhooks of an account: who is told of its sessions, and what was sent');
  const on = (name: string, about: string): Command =>
    asksService(group.command(name).description(about).argument('<account>', 'its id').argument('<webhook>', 'its id'));

  asksService(group.command('list').description('list all webhooks').argument('<account>', 'its id')).action(
    (account: string, options: AdminOptions) =>
      tools.perform(() =>
        askService<{ webhooks: WebhookRow[] }>(tools, options, { method: 'GET', path: webhookPath(account) }, ({ webhooks }) =>
          pageText(webhooks, {
            id: ({ id }) => id,
            name: ({ name }) => name,
            state: ({ state }) => state,
            to: ({ url }) => url,
            events: ({ events }) => events,
          }),
        ),
      ),
  );

  const add = asksService(
    group
      .command('add')
      .description('tell an address of sessions, once it has proved that it knows the secret, which is shown this once')
      .argument('<account>', 'its id')
      .argument('<address>', 'https address that takes POST')
      .option('--name <name>', 'for you; else the host of the address')
      .option('--events <list>', 'only these, with commas between', list),
  ).action((account: string, address: string, { name, events, ...options }: Settings) =>
    tools.perform(() => {
      const body = { name: name ?? hostOf(address), url: address, ...(events && { events }) };
      return askService(tools, options, { method: 'POST', path: webhookPath(account), body }, detailsText);
    }),
  );
  examples(add, 'webhook add environment https://crm.example.com/hooks/sightline --events cobrowse.session_started,cobrowse.session_ended');

  const set = on('set', 'change what is named; another address has to prove itself anew')
    .option('--name <name>', 'for you')
    .option('--to <address>', 'https address that takes POST')
    .option('--events <list>', 'only these, with commas between', list)
    .addOption(new Option('--state <state>', 'whether it is told').choices(['active', 'disabled']))
    .action((account: string, webhook: string, { name, to, events, state, ...options }: Settings) =>
      tools.perform(() => {
        const body = {
          ...(name && { name }),
          ...(to && { url: to }),
          ...(events && { events }),
          ...(state && { disabled: state === 'disabled' }),
        };
        if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'give --name, --to, --events or --state');
        return askService(tools, options, { method: 'PATCH', path: webhookPath(account, webhook), body }, detailsText);
      }),
    );
  examples(set, 'webhook set environment w1 --state disabled');

  on('remove', 'tell an address no more; what is not sent yet is dropped').action(
    (account: string, webhook: string, options: AdminOptions) =>
      tools.perform(() =>
        askService(tools, options, { method: 'DELETE', path: webhookPath(account, webhook) }, () => `${webhook} is removed`),
      ),
  );

  on('validate', 'ask an address again to prove that it knows the secret').action(
    (account: string, webhook: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'POST', path: webhookPath(account, webhook, 'validate') }, detailsText)),
  );
  addWebhookSecret(group, tools);
  addDeliveries(group, tools);
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    throw new Failure(EXIT.usage, `${address} is no address like https://crm.example.com/hooks`);
  }
}
