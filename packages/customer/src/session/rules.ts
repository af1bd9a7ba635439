import { quietly } from '@sightline/link';
import { LIMITS } from '@sightline/protocol';
import type { Context } from './context.js';
import type { Live } from './state.js';

/** Says by which rules this page is shared, which the service answers with their fingerprint, and what it lets others do. Again after every welcome and every pause. */
export function tellRules(ctx: Context, live: Live): void {
  if (live.sharing.phase === 'closed') return;
  void quietly(() => {
    const given = { ...ctx.masks, maskPatterns: (ctx.masks.maskPatterns ?? []).map(String) };
    // Rules that fill a message by themselves hold all the same; they only have no name to show.
    if (JSON.stringify(given).length < LIMITS.messageBytes / 4) live.link.send({ t: 'rules', given });
    const { allowAgentAnnotation, allowCustomerAnnotation, remoteAssist: assist } = ctx.settings;
    live.link.send({
      t: 'switches',
      draw: { agents: allowAgentAnnotation, customer: allowCustomerAnnotation },
      assist: {
        types: assist.enable ? [...new Set(assist.remoteAssistTypes)] : [],
        consent: assist.enableCustomerConsent,
        confirmStop: assist.requireStopConfirmation,
      },
    });
  });
}
