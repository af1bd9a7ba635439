import type { Ink } from '@sightline/draw';
import type { AssistType, ClientMessage, FrameHeader, ServerMessage, Switches, Welcome } from '@sightline/protocol';
import type { Renderer } from '../render/index.js';
import type { AssistNow } from '../session/assist.js';
import type { AgentEvent } from '../session/events.js';
import type { Hit } from '../stage/hit.js';
import type { Stage } from '../stage/index.js';
import type { PagePoint } from '../stage/mode.js';
import type { Position } from './playback.js';
import type { Strings } from './strings.js';
import type { Toolbar } from './toolbar.js';

/** What the service says to an agent about drawings, remote assist and proposals. */
export type HelpMessage = Extract<
  ServerMessage,
  {
    t:
      | 'switches'
      | 'assist_started'
      | 'assist_stopped'
      | 'assist_denied'
      | 'assist_refused'
      | 'erased'
      | 'drawings_cleared'
      | 'proposal_answered';
  }
>;

/** The way to the service, as the link has it. */
export interface DeskLink {
  send(message: ClientMessage): void;
  /** Arrives, or the link does. */
  sendFrame(header: FrameHeader, body: Uint8Array): void;
  /** Old news in a moment: dropped where there is no room. */
  sendFleeting(header: FrameHeader, body: Uint8Array): void;
}

/** Somebody in the session whom frames can name. */
export interface Person {
  seat: number;
  /** Place in the palette. */
  color: number;
  userId: string;
  userName: string;
  role: 'customer' | 'agent';
  present: boolean;
}

export type AssistHolder = NonNullable<Welcome['assist']>;

/** What the features of the viewer by which an agent helps work with: pointers, drawing, remote assist, proposals. */
export interface Desk {
  readonly document: Document;
  readonly realm: Window & typeof globalThis;
  readonly strings: Strings;
  readonly stage: Stage;
  readonly toolbar: Pick<Toolbar, 'tools' | 'edits' | 'assist' | 'propose'>;
  readonly link: DeskLink;
  readonly renderer: Renderer | undefined;
  /** The last view frame applied. */
  readonly position: Position | undefined;
  /** The stream the page that is shown is of: what its ids are counted in. Older than `position`'s while a keyframe is built. */
  readonly stream: number | undefined;
  /** The page is shown and nothing covers it: it may be pointed at. */
  readonly shown: boolean;
  /** This agent's id; unknown before the seat is taken. */
  readonly userId: string | undefined;
  readonly remoteAssist: AssistNow;
  /** Asks for remote assist, gives it back. */
  readonly ask: { request(types: readonly AssistType[]): void; stop(): void };
  /** This agent; unknown where the service does not number seats. */
  readonly you: Person | undefined;
  person(seat: number): Person | undefined;
  /** Everybody, this agent included. */
  readonly people: readonly Person[];
  /** What the page lets others do; unknown before it has said so. */
  readonly switches: Switches | undefined;
  readonly assist: AssistHolder | undefined;
  /** Pointers and strokes, over the page at the stage's scale. */
  readonly ink: Ink;
  /** Milliseconds: the clock of `tick` and of `ink`. */
  now(): number;
  /** Has every feature ticked in the next animation frame. */
  wake(): void;
  /** The mirrored element at a place of the customer's viewport. */
  hit(at: PagePoint): Hit | undefined;
  /** Says something to those who do not see it: a live region. */
  announce(text: string): void;
  /** An event of the agent's session (surface §5). */
  tell(event: AgentEvent, payload: object): void;
}

/** One of these features. */
export interface DeskFeature {
  message?(message: HelpMessage): void;
  /** A drawing's frame or a pointer's. Never throws. */
  frame?(header: FrameHeader, body: Uint8Array): void;
  /** Something of `Desk` is not what it was: people, switches, holder, whether the page is shown. */
  changed?(): void;
  /** The page stands at another scale. */
  scaled?(): void;
  /** Once an animation frame after `wake`. True: again in the next. */
  tick?(now: number): boolean;
  /** Everything shown of the page so far is to be forgotten. */
  forget?(): void;
  stop(): void;
}
