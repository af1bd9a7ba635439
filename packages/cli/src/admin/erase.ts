import type { Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService } from './options.js';
import { detailsText } from './texts.js';

interface EraseOptions extends AdminOptions {
  user: string;
  account?: string;
  endSessions?: true;
  dropPending?: true;
}

/** `sightline erase`: a person's name, id and addresses, out of every record. */
export function addErase(program: Command, tools: Tools): void {
  const command = asksService(
    program
      .command('erase')
      .description('take a person out of every record: user id, name, addresses; says how many of what it changed')
      .requiredOption('--user <id>', 'the user_id of the person’s tokens')
      .option('--account <account>', 'only in this account’s records')
      .option('--end-sessions', 'end live sessions the person is in; otherwise they are a refusal')
      .option('--drop-pending', 'drop webhooks that name the person and are not sent yet; otherwise they are a refusal'),
  ).action(({ user, account, endSessions, dropPending, ...options }: EraseOptions) =>
    tools.perform(() =>
      askService(
        tools,
        options,
        {
          method: 'POST',
          path: '/erase',
          names: { endSessions: '--end-sessions', dropPending: '--drop-pending' },
          body: {
            userId: user,
            ...(account !== undefined && { accountId: account }),
            ...(endSessions && { endSessions }),
            ...(dropPending && { dropPending }),
          },
        },
        detailsText,
      ),
    ),
  );
  examples(command, 'erase --user crm-4711', 'erase --user crm-4711 --account environment --end-sessions --drop-pending');
}
