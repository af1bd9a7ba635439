import type { AssistType } from '@sightline/protocol';
import type { AssistNow } from '../session/assist.js';

/** What remote assist is to this agent, one state at a time. */
export type AssistView =
  /** The page has not said yet what it allows. */
  | { kind: 'unknown' }
  | { kind: 'off' }
  /** `last`: how the last question or grant came to its end. */
  | { kind: 'ready'; can: readonly AssistType[]; last: AssistNow['last'] }
  /** `from`: the agent who would have to hand over. */
  | { kind: 'asked'; types: readonly AssistType[]; from: string | undefined }
  /** `more`: kinds that are allowed and not granted. */
  | { kind: 'held'; types: readonly AssistType[]; more: readonly AssistType[]; asked: boolean; confirmStop: boolean }
  | { kind: 'taken'; by: string; can: readonly AssistType[]; last: AssistNow['last'] };

export function assistView({ switches, holder, asked, last }: AssistNow, you: string | undefined): AssistView {
  if (!switches) return { kind: 'unknown' };
  const can = switches.assist.types;
  if (holder && holder.userId === you)
    return {
      kind: 'held',
      types: holder.types,
      more: can.filter((type) => !holder.types.includes(type)),
      asked: asked !== undefined,
      confirmStop: switches.assist.confirmStop,
    };
  if (can.length === 0) return { kind: 'off' };
  if (asked) return { kind: 'asked', types: asked.types, from: holder?.userName };
  return holder ? { kind: 'taken', by: holder.userName, can, last } : { kind: 'ready', can, last };
}
