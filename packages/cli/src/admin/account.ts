import { type Command, InvalidArgumentError, Option } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService, list, type PageOptions, part, query, takesPage, whole } from './options.js';
import { detailsText, pageText } from './texts.js';

/** What a list shows of an account. */
interface AccountRow {
  id: string;
  name: string;
  disabled: boolean;
  sdkKey: string;
  allowedSites: string[];
  plan: { kind: 'unlimited' } | { kind: 'trial'; minutes: number; used: number };
}

interface Settings extends AdminOptions {
  name?: string;
  sites?: string[];
  agentSites?: string[];
  plan?: 'unlimited' | 'trial';
  minutes?: number;
  keepQuery?: string[];
  sessionDays?: number;
  deliveryDays?: number;
  defaults?: object;
}

function json(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError('It must be a JSON object.');
}

const takesSettings = (command: Command): Command =>
  command
    .option('--sites <list>', 'origins customers may come from, or https://*.example.com, with commas between', list)
    .option('--agent-sites <list>', 'origins agents may come from, besides the service itself', list)
    .addOption(new Option('--plan <plan>', 'whether it is on a trial').choices(['unlimited', 'trial']))
    .option('--minutes <minutes>', 'minutes of the trial', whole(0, 10_000_000))
    .option('--keep-query <names>', 'query parameters that addresses keep', list)
    .option('--session-days <days>', 'how long records of ended sessions are kept', whole(1, 3_650))
    .option('--delivery-days <days>', 'how long records of sent webhooks are kept', whole(1, 3_650))
    .option('--defaults <json>', 'what pages get that say nothing themselves, as JSON', json);

function bodyOf({ name, sites, agentSites, plan, minutes, keepQuery, sessionDays, deliveryDays, defaults }: Settings): object {
  const retention = { ...(sessionDays !== undefined && { sessionDays }), ...(deliveryDays !== undefined && { deliveryDays }) };
  const kind = plan ?? (minutes === undefined ? undefined : 'trial');
  return {
    ...(name !== undefined && { name }),
    ...(sites && { allowedSites: sites }),
    ...(agentSites && { allowedAgentSites: agentSites }),
    ...(kind && { plan: { kind, ...(minutes !== undefined && { minutes }) } }),
    ...(keepQuery && { keepQuery }),
    ...(Object.keys(retention).length > 0 && { retention }),
    ...(defaults && { defaults }),
  };
}

const planText = ({ plan }: AccountRow): string => (plan.kind === 'trial' ? `trial, ${plan.used} of ${plan.minutes} min` : plan.kind);

/** `sightline account`: who uses the service. */
export function addAccount(program: Command, tools: Tools): void {
  const group = program.command('account').description('accounts: who uses the service, from which sites, on which plan');

  takesPage(asksService(group.command('list').description('list all accounts'))).action(({ limit, cursor, ...options }: PageOptions) =>
    tools.perform(() =>
      askService<{ accounts: AccountRow[]; cursor?: string }>(
        tools,
        options,
        { method: 'GET', path: `/accounts${query({ limit, cursor })}` },
        ({ accounts, cursor }) =>
          pageText(
            accounts,
            {
              id: ({ id }) => id,
              name: ({ name }) => name,
              state: ({ disabled }) => (disabled ? 'disabled' : 'active'),
              plan: planText,
              'sdk key': ({ sdkKey }) => sdkKey,
              sites: ({ allowedSites }) => allowedSites,
            },
            cursor,
          ),
      ),
    ),
  );

  asksService(group.command('show').description('show an account, without its secrets').argument('<account>', 'its id')).action(
    (id: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'GET', path: `/accounts/${part(id)}` }, detailsText)),
  );

  const create = asksService(
    takesSettings(
      group
        .command('create')
        .description('make an account with keys and first secrets; the secrets are shown this once')
        .requiredOption('--name <name>', 'for you'),
    ),
  ).action((options: Settings) =>
    tools.perform(() => askService(tools, options, { method: 'POST', path: '/accounts', body: bodyOf(options) }, detailsText)),
  );
  examples(create, 'account create --name "Shop, Germany" --sites https://www.example.de,https://*.shop.example.de --session-days 90');

  const set = asksService(
    takesSettings(
      group
        .command('set')
        .description('change what is named; everything else stays')
        .argument('<account>', 'its id')
        .option('--name <name>', 'for you'),
    ),
  ).action((id: string, options: Settings) =>
    tools.perform(() => askService(tools, options, { method: 'PATCH', path: `/accounts/${part(id)}`, body: bodyOf(options) }, detailsText)),
  );
  examples(
    set,
    'account set environment --agent-sites https://crm.example.com',
    'account set environment --plan trial --minutes 600',
    `account set environment --defaults '{"remoteAssist":{"enable":true}}'`,
  );

  for (const [name, about] of [
    ['disable', 'nobody starts or joins with it any more, its live sessions end'],
    ['enable', 'put a disabled account back to work'],
  ] as const)
    asksService(group.command(name).description(about).argument('<account>', 'its id')).action((id: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'POST', path: `/accounts/${part(id)}/${name}` }, () => `${id} is ${name}d`)),
    );

  asksService(
    group.command('delete').description('delete a disabled account and all its records, for good').argument('<account>', 'its id'),
  ).action((id: string, options: AdminOptions) =>
    tools.perform(() => askService(tools, options, { method: 'DELETE', path: `/accounts/${part(id)}` }, () => `${id} is deleted`)),
  );
}
