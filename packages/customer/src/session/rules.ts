import { quietly } from '@sightline/link';
import { type GivenSwitches, LIMITS } from '@sightline/protocol';
import type { Context } from './context.js';
import type { Live } from './state.js';

/** Says by which rules this page is shared, which the service answers with their fingerprint, and what it lets others do. Again after every welcome and every pause. */
export function tellRules(ctx: Context, live: Live): void {
  if (live.sharing.phase === 'closed') return;
  void quietly(() => {
    const masks = { ...ctx.masks, maskPatterns: (ctx.masks.maskPatterns ?? []).map(String) };
    // Rules that fill a message by themselves hold all the same; they only have no name to show.
    if (JSON.stringify(masks).length < LIMITS.messageBytes / 4) live.link.send({ t: 'rules', given: masks });
    const { allowAgentAnnotation, allowCustomerAnnotation, remoteAssist } = ctx.settings;
    // What is undefined is not sent.
    const given = { allowAgentAnnotation, allowCustomerAnnotation, remoteAssist } as GivenSwitches;
    live.link.send({ t: 'switches', given });
  });
}
