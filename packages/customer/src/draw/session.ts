import type { DrawFeature, HelpSession } from '../help/help-session.js';

/** What drawing needs of the session it serves. */
export interface DrawSession
  extends Pick<
    HelpSession,
    'window' | 'link' | 'address' | 'capture' | 'person' | 'you' | 'switches' | 'own' | 'addOwn' | 'emit' | 'locale' | 'loadPart'
  > {
  readonly natives: Pick<HelpSession['natives'], 'now' | 'setTimeout'>;
}

/** What the part `draw` is to the part `help`. */
export interface Drawing extends Required<DrawFeature> {
  /** The tool in the customer's hand. */
  readonly tool: string | undefined;
}
