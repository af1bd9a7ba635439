import type { Act, AssistType, RefusalReason } from '@sightline/protocol';
import { createHand, type HandOptions } from './hand.js';
import { createPress, type PressOptions } from './press.js';

/** The agent's mouse on the page. */
export interface Mouse {
  /** `ask`: it sends something off, and the customer has not `allowed` it yet. */
  act(
    act: Extract<Act, { act: 'pointer' }>,
    on: { element: Element; type: AssistType; allowed: boolean },
  ): RefusalReason | 'ask' | undefined;
  /** A button that is down comes up beside everything. */
  cancel(): void;
  /** Nothing is pressed or hovered any more. */
  release(): void;
}

export function createMouse(options: HandOptions & Omit<PressOptions, 'hand'>): Mouse {
  const hand = createHand(options);
  const press = createPress({ ...options, hand });
  return {
    act: (act, { element, type, allowed }) => press.act(act, element, type, allowed),
    cancel: hand.cancel,
    release: hand.release,
  };
}
