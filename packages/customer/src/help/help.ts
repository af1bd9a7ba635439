import type { HelpNews } from '../session/helper.js';
import type { AssistState } from './assist-state.js';
import type { Features } from './features.js';

/** What the part `help` is while a page is in a session. */
export interface Help {
  /** Everything that is said to the page, and frames; never throws. */
  take(news: HelpNews): void;
  own(node: Node): boolean;
  readonly assist: Pick<AssistState, 'holder'>;
  /** The customer's answer to a question of either kind; false where it is not asked (any more). */
  respond(requestId: string, allow: boolean): boolean;
  readonly features: Pick<Features, 'open' | 'now'>;
  /** Drawings have been cleared this often. */
  readonly cleared: number;
  /** Takes everything off the page. */
  stop(): void;
}
