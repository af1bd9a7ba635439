import type { Link, Natives } from '@sightline/link';
import type { AssistType, FrameHeader, ServerMessage, Switches } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';
import type { ShownProposal } from './view/proposals.js';
import type { CustomerEvent } from '../session/events.js';
import type { Sight } from './sighted.js';

/** Somebody in the session, with the number of that person's colour; the customer's is 0. */
export interface Person {
  userId: string;
  userName: string;
  color: number;
}

/** Who may do what on the page. */
export interface AssistHolder {
  userId: string;
  userName: string;
  types: readonly AssistType[];
}

/** What the customer is asked before an act of an agent is carried out. */
export interface SubmitQuestion {
  kind: 'submit';
  userName: string;
  /** The words of what would be pressed. */
  what: string;
}

/** What the parts that draw, assist and propose have of the session they serve. */
export interface HelpSession {
  readonly window: Window & typeof globalThis;
  readonly natives: Natives;
  readonly link: Pick<Link, 'send' | 'sendFrame' | 'sendFleeting'>;
  readonly loadPart: LoadPart;
  /** The page's address, as the service is told it. */
  address(): string;
  /** What runs now; undefined while nothing of the page is shared. */
  capture(): Sight | undefined;
  /** Who has, or had last, the seat of that number; the customer's own is `you`. */
  person(seat: number): Person | undefined;
  readonly you: Person & { seat: number };
  /** As the service last said; before that nothing is allowed. */
  switches(): Switches;
  /** Who holds remote assist now. */
  assist(): AssistHolder | undefined;
  /** Part of the SDK's own UI. */
  own(node: Node): boolean;
  /** Names a host element of ours, which is never captured. */
  addOwn(node: Node): { stop(): void };
  emit(event: CustomerEvent, payload: object): void;
  /** Asks the customer; no answer is a no. */
  confirm(question: SubmitQuestion): Promise<boolean>;
  /** An agent has just done something on the page. */
  shown(who: Person): void;
  readonly locale: string | undefined;
  readonly theme: 'light' | 'dark' | 'system';
  /** Whether the built-in UI is wanted. */
  readonly ui: boolean;
}

/** What serves one kind of news. Nothing of it throws. */
export interface HelpFeature {
  frame?(header: FrameHeader, body: Uint8Array): void;
  /** Everything the service says while the feature is there, `welcome` after a loss included. */
  message?(message: ServerMessage): void;
  /** Session over, paused or page left: nothing of it stays on the page. */
  stop(): void;
}

/** The part `draw`. */
export interface DrawFeature extends HelpFeature {
  /** Puts a tool in the customer's hand; undefined: puts it away. */
  annotate(tool: { tool: DrawingTool; color?: string | undefined } | undefined): void;
  clear(all: boolean): void;
  undo(): void;
  redo(): void;
  /** On the page now, of everybody. */
  readonly strokes: number;
  /** The tool in the customer's hand. */
  readonly tool: string | undefined;
}

export const DRAWING_TOOLS = ['pen', 'vanishing_pen', 'rectangle', 'arrow', 'highlighter', 'eraser'] as const;
export type DrawingTool = (typeof DRAWING_TOOLS)[number];

/** The part `offer`. */
export interface OfferFeature extends HelpFeature {
  /** Proposals the customer has not answered. */
  readonly open: readonly ShownProposal[];
  /** Applies fields of a proposal by their places among those shown, and answers the agent. False where there is no such proposal. */
  answer(proposalId: string, accepted: readonly number[] | 'all'): Promise<boolean>;
}

/** The parts by what is sent to them, each made by what it exports. */
export interface HelpFeatures {
  draw: DrawFeature;
  assist: HelpFeature;
  offer: OfferFeature;
}
