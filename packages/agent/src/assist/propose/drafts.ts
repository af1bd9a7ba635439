import { type DraftField, type DraftValue, FrameKind, LIMITS, writeDraft } from '@sightline/protocol';
import type { DeskLink } from '../../viewer/desk.js';
import type { Position } from '../../viewer/playback.js';

/** Proposals of one agent that may wait for an answer at once; the service takes no more. */
const MAX_OPEN = 5;

/** A field of a proposal that was sent. */
export interface SentField {
  name: string;
  value: DraftValue;
  /** What the customer's page is aimed at, as a key of this desk's. */
  key: string;
}

export type Submission = 'sent' | 'none' | 'too_many' | 'too_long' | 'not_shown';

/** Proposals that are sent and not answered. */
export interface Drafts {
  submit(fields: readonly (DraftField & SentField)[]): Submission;
  /** Takes the newest back. */
  withdraw(): readonly SentField[] | undefined;
  /** Which fields of a proposal the customer has taken, by their places in it. */
  answered(proposal: number, accepted: readonly number[]): { fields: readonly SentField[]; accepted: readonly SentField[] } | undefined;
  readonly open: readonly (readonly SentField[])[];
  clear(): void;
}

export function createDrafts(link: Pick<DeskLink, 'sendFleeting'>, position: () => Position | undefined): Drafts {
  let number = 0;
  const open = new Map<number, { fields: readonly SentField[]; at: Position }>();
  const send = (proposal: number, body: Uint8Array): void =>
    link.sendFleeting({ kind: FrameKind.Draft, flags: 0, stream: 0, number: proposal }, body);
  return {
    submit(fields) {
      const at = position();
      if (!at) return 'not_shown';
      if (fields.length === 0) return 'none';
      if (open.size >= MAX_OPEN) return 'too_many';
      if (fields.length > LIMITS.draftFields) return 'too_long';
      const body = writeDraft(
        at,
        fields.map(({ at, value }) => ({ at, value })),
      );
      if (body.length > LIMITS.draftBytes - 16) return 'too_long';
      number++;
      open.set(number, { fields: fields.map(({ name, value, key }) => ({ name, value, key })), at });
      send(number, body);
      return 'sent';
    },
    withdraw() {
      const newest = [...open].at(-1);
      if (!newest) return undefined;
      const [proposal, { fields, at }] = newest;
      open.delete(proposal);
      send(proposal, writeDraft(at, []));
      return fields;
    },
    answered(proposal, accepted) {
      const fields = open.get(proposal)?.fields;
      if (!fields) return undefined;
      open.delete(proposal);
      return { fields, accepted: fields.filter((_, at) => accepted.includes(at)) };
    },
    get open() {
      return [...open.values()].map(({ fields }) => fields);
    },
    clear: () => open.clear(),
  };
}
