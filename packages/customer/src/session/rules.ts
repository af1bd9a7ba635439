import { policyHash } from '../privacy/fingerprint.js';
import type { Context } from './context.js';
import type { Live } from './state.js';

/** Says by which rules this page is shared: to the service, by it to agents, and to the customer. Again after every welcome. */
export function tellRules(ctx: Context, live: Live): void {
  const { masks } = ctx;
  policyHash(masks, live.account).then(
    (hash) => {
      if (ctx.state !== live || ctx.masks !== masks) return;
      live.link.send({ t: 'rules', hash });
      live.shared.rules = hash;
      ctx.panel.shared(live.shared);
    },
    // Without it the rules hold all the same; they only have no name to show.
    () => undefined,
  );
}
