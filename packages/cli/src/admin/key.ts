import { Argument, type Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService, part } from './options.js';
import { pageText, time } from './texts.js';

interface SecretRow {
  id: string;
  kind: 'sdk' | 'api';
  createdAt: number;
  lastUsedAt?: number | null;
  last4: string;
}

const pathOf = (account: string): string => `/accounts/${part(account)}/secrets`;

/** `sightline key`: the secrets of an account's two keys, and changing them without a break. */
export function addKey(program: Command, tools: Tools): void {
  const group = program.command('key').description('secrets of an account: of its SDK key and of its API key, two of each while changing');

  asksService(group.command('list').description('list the active secrets: when each was last used').argument('<account>', 'its id')).action(
    (account: string, options: AdminOptions) =>
      tools.perform(() =>
        askService<{ secrets: SecretRow[] }>(tools, options, { method: 'GET', path: pathOf(account) }, ({ secrets }) =>
          pageText(secrets, {
            id: ({ id }) => id,
            kind: ({ kind }) => kind,
            created: ({ createdAt }) => time(createdAt),
            'last used': ({ lastUsedAt }) => time(lastUsedAt),
            ends: ({ last4 }) => last4,
          }),
        ),
      ),
  );

  const add = asksService(
    group
      .command('add')
      .description('make a second secret; it is shown this once, and both are good until one is retired')
      .argument('<account>', 'its id')
      .addArgument(new Argument('<kind>', 'signs tokens of the SDK, or of REST').choices(['sdk', 'api'])),
  ).action((account: string, kind: string, options: AdminOptions) =>
    tools.perform(() =>
      askService<SecretRow & { value: string }>(
        tools,
        options,
        { method: 'POST', path: pathOf(account), body: { kind } },
        ({ id, value }) => `${value}\nThis is shown once. Its id is ${id}.`,
      ),
    ),
  );
  examples(add, 'key add environment sdk');

  const retire = asksService(
    group
      .command('retire')
      .description('take a secret out of use, for good; never the last of its kind')
      .argument('<account>', 'its id')
      .argument('<secret>', 'the id of the secret'),
  ).action((account: string, secret: string, options: AdminOptions) =>
    tools.perform(() =>
      askService(tools, options, { method: 'DELETE', path: `${pathOf(account)}/${part(secret)}` }, () => `${secret} is retired`),
    ),
  );
  examples(retire, 'key list environment', 'key retire environment 8Jx2mQ');
}
