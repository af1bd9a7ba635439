import type { GivenSwitches, Switches } from '@sightline/protocol';

/** What a page says that lets others do exactly this. */
export const givenSwitches = ({ draw, assist }: Pick<Switches, 'draw' | 'assist'>): GivenSwitches => ({
  allowAgentAnnotation: draw.agents,
  allowCustomerAnnotation: draw.customer,
  remoteAssist: {
    enable: true,
    remoteAssistTypes: assist.types,
    enableCustomerConsent: assist.consent,
    requireStopConfirmation: assist.confirmStop,
  },
});
