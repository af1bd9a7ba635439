import { Argument, type Command } from 'commander';
import { examples } from '../examples.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService, part } from './options.js';
import { pageText } from './texts.js';

/** An account's switches, by the names of the admin API. */
const SWITCHES = [
  'maskData',
  'remoteAssist',
  'multiTab',
  'annotation',
  'confirmSubmits',
  'loadAssetsDirectly',
  'shortenAddresses',
  'developerMode',
];

const switchesText = ({ switches }: { switches: Record<string, boolean> }): string =>
  pageText(Object.entries(switches), { switch: ([name]) => name, is: ([, on]) => (on ? 'on' : 'off') });

/** `sightline switch`: what an account has on and off. */
export function addSwitch(program: Command, tools: Tools): void {
  const group = program.command('switch').description('switches of an account; a change is in force in live sessions within seconds');

  asksService(group.command('list').description('list all switches').argument('<account>', 'its id')).action(
    (account: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'GET', path: `/accounts/${part(account)}` }, switchesText)),
  );

  const set = asksService(
    group
      .command('set')
      .description('turn a switch on or off')
      .argument('<account>', 'its id')
      .addArgument(new Argument('<switch>', 'which one').choices(SWITCHES))
      .addArgument(new Argument('<state>', 'how it is to be').choices(['on', 'off'])),
  ).action((account: string, name: string, state: string, options: AdminOptions) =>
    tools.perform(() =>
      askService(
        tools,
        options,
        { method: 'PATCH', path: `/accounts/${part(account)}`, body: { switches: { [name]: state === 'on' } } },
        switchesText,
      ),
    ),
  );
  examples(set, 'switch set environment remoteAssist off');
}
