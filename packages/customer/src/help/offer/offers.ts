import { complain } from '@sightline/link';
import { type DraftField, type DraftValue, type FrameHeader, readDraft, type RefusalReason } from '@sightline/protocol';
import { createDom } from '../../assist/dom.js';
import { createJudge } from '../../assist/judge.js';
import type { HelpSession, OfferFeature } from '../help-session.js';
import type { ShownProposal } from '../view/proposals.js';
import { checkedWord, labelOf, textWords, valueOf } from './field-words.js';

interface Target {
  place: number;
  element: Element;
  value: DraftValue;
}

interface Proposal extends ShownProposal {
  seat: number;
  number: number;
  userId: string;
  targets: readonly Target[];
}

/** Proposals of one agent that are open at once: a desk sends no more, and what the customer reads goes for no other. */
const MOST = 5;

/**
 * What agents propose for fields of the page: nothing changes until the customer says so. What is masked, blocked, gone or of an older
 * picture is left out; an agent whose proposal has nothing left is answered at once.
 */
export function createOffers(s: HelpSession): OfferFeature {
  let open: Proposal[] = [];
  let count = 0;
  const judge = createJudge({ dom: createDom(s.window), document: s.window.document, capture: s.capture, own: s.own });
  /** Why it may not be filled in, as it is now. */
  const refused = (element: Element): RefusalReason | undefined => {
    judge.again();
    return judge.refuses(element);
  };

  const answerAgent = ({ seat, number }: Pick<Proposal, 'seat' | 'number'>, accepted: readonly number[]): void =>
    s.link.send({ t: 'answer_proposal', seat, proposal: number, accepted: [...accepted] });
  const drop = (gone: (proposal: Proposal) => boolean): void => {
    const left = open.filter(gone);
    open = open.filter((proposal) => !gone(proposal));
    for (const { proposalId } of left) s.emit('proposal_gone', { proposalId });
  };
  const targetOf = ({ at, value }: DraftField, place: number): Target | undefined => {
    const element = s.capture()?.at(at.path)?.nodeOf(at.id);
    if (element?.nodeType !== 1 || refused(element as Element)) return undefined;
    return { place, element: element as Element, value };
  };
  const wanted = ({ element, value }: Target): string => {
    switch (value.kind) {
      case 'text':
        return textWords(value.text);
      case 'checked':
        return checkedWord(value.checked);
      case 'options': {
        const capture = judge.captureOf(element.ownerDocument);
        return textWords(value.options.map((id) => (capture?.nodeOf(id) as HTMLOptionElement | undefined)?.label ?? '').join(', '));
      }
      default:
        return value satisfies never;
    }
  };
  const frame = ({ stream: seat, number }: FrameHeader, body: Uint8Array): void => {
    const who = s.person(seat);
    const { aimed, fields } = readDraft(body);
    drop((proposal) => proposal.seat === seat && proposal.number === number);
    if (!who || fields.length === 0) return;
    if (open.filter((other) => other.seat === seat).length >= MOST) return answerAgent({ seat, number }, []);
    const targets = aimed.stream === s.capture()?.stream ? fields.flatMap((field, place) => targetOf(field, place) ?? []) : [];
    if (targets.length === 0) return answerAgent({ seat, number }, []);
    const shown = targets.map((target) => ({
      label: labelOf(target.element),
      from: valueOf(target.element),
      to: wanted(target),
    }));
    const { userId, userName } = who;
    // A name of the page's own: an answer can mean no other, even where the agent uses a number again.
    const proposalId = String(++count);
    const proposal = { proposalId, seat, number, userId, userName, targets, fields: shown };
    open = [...open, proposal];
    s.emit('proposal_received', { proposalId, userId, userName, fields: shown });
  };
  const apply = async (targets: readonly Target[]): Promise<number[]> => {
    const part = targets.length > 0 ? await s.loadPart('edit').catch(() => undefined) : undefined;
    if (!part) return [];
    const editing = part.createEditing({
      natives: s.natives,
      nodeOf: (document, id) => judge.captureOf(document)?.nodeOf(id),
      refuses: refused,
      // Nothing is pressed for a proposal.
      press: () => undefined,
    });
    const done: number[] = [];
    try {
      for (const { place, element, value } of targets)
        if (!refused(element) && editing.fill(element, value) === undefined) done.push(place);
    } finally {
      editing.stop();
    }
    return done;
  };
  return {
    get open() {
      return open;
    },
    frame(header, body) {
      try {
        frame(header, body);
      } catch (error) {
        complain('a proposal cannot be shown.', error);
        answerAgent({ seat: header.stream, number: header.number }, []);
      }
    },
    message(message) {
      if (message.t === 'agent_left') drop(({ userId }) => userId === message.userId);
    },
    async answer(proposalId, accepted) {
      const proposal = open.find((one) => one.proposalId === proposalId);
      if (!proposal) return false;
      open = open.filter((one) => one !== proposal);
      s.emit('proposal_gone', { proposalId });
      const chosen = proposal.targets.filter((_, at) => accepted === 'all' || accepted.includes(at));
      answerAgent(proposal, await apply(chosen));
      return true;
    },
    stop() {
      drop(() => true);
    },
  };
}
