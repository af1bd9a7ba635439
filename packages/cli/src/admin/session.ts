import { type Command, Option } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService, type PageOptions, part, query, takesPage } from './options.js';
import { detailsText, pageText, time } from './texts.js';

interface SessionRow {
  id: string;
  accountId: string;
  startedAt: number;
  endedAt?: number | null;
}

interface Which extends PageOptions {
  account?: string;
  state?: string;
}

/** `sightline session`: sessions of all accounts, and ending one. */
export function addSession(program: Command, tools: Tools): void {
  const group = program.command('session').description('sessions of all accounts');

  const all = takesPage(asksService(group.command('list').description('list sessions, newest first')))
    .option('--account <account>', 'only of this account')
    .addOption(new Option('--state <state>', 'live ones or past ones').choices(['live', 'past']).default('live'))
    .action(({ account, state, limit, cursor, ...options }: Which) =>
      tools.perform(() =>
        askService<{ sessions: SessionRow[]; cursor?: string }>(
          tools,
          options,
          { method: 'GET', path: `/sessions${query({ account, state, limit, cursor })}` },
          ({ sessions, cursor }) =>
            pageText(
              sessions,
              {
                id: ({ id }) => id,
                account: ({ accountId }) => accountId,
                started: ({ startedAt }) => time(startedAt),
                ended: ({ endedAt }) => time(endedAt),
              },
              cursor,
            ),
        ),
      ),
    );
  examples(all, 'session list', 'session list --account environment --state past --limit 100');

  asksService(group.command('show').description('show a session and who is or was in it').argument('<session>', 'its id')).action(
    (id: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'GET', path: `/sessions/${part(id)}` }, detailsText)),
  );

  asksService(group.command('end').description('end a live session for everyone in it').argument('<session>', 'its id')).action(
    (id: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'POST', path: `/sessions/${part(id)}/end` }, () => `${id} is ended`)),
  );
}
