import type { Command } from 'commander';
import { examples } from '../examples.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';
import { askService } from './ask-service.js';
import { type AdminOptions, asksService, part } from './options.js';
import { detailsText } from './texts.js';

const masksText = ({ masks }: { masks: object }): string => detailsText(masks);

/** `sightline mask`: what is masked on every page of an account. */
export function addMask(program: Command, tools: Tools): void {
  const group = program.command('mask').description('what is masked on every page of an account, besides what its pages mark themselves');

  asksService(group.command('show').description('show both rules').argument('<account>', 'its id')).action(
    (account: string, options: AdminOptions) =>
      tools.perform(() => askService(tools, options, { method: 'GET', path: `/accounts/${part(account)}` }, masksText)),
  );

  const set = asksService(
    group
      .command('set')
      .description('replace a rule; live sessions show what is newly masked no longer, within seconds')
      .argument('<account>', 'its id')
      .option('--css <selectors>', 'elements these CSS selectors match')
      .option('--attributes <list>', 'elements with one of these attributes: name or name=value'),
  ).action((account: string, { css, attributes, ...options }: AdminOptions & { css?: string; attributes?: string }) =>
    tools.perform(() => {
      if (css === undefined && attributes === undefined) throw new Failure(EXIT.usage, 'give --css, --attributes or both');
      const masks = { ...(css !== undefined && { cssSelectors: css }), ...(attributes !== undefined && { attributes }) };
      return askService(tools, options, { method: 'PATCH', path: `/accounts/${part(account)}`, body: { masks } }, masksText);
    }),
  );
  examples(set, `mask set environment --css '.account-number, #balance'`, 'mask set environment --attributes data-private');
}
