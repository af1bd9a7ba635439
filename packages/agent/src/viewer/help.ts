import { type FrameHeader, FrameKind, SeatFlag, type Switches, type Welcome } from '@sightline/protocol';
import { elementAt } from '../stage/hit.js';
import type { AssistHolder, Desk, DeskFeature, HelpMessage, Person } from './desk.js';
import { type PeopleInSession, personsOf } from './people.js';

/** The features by which an agent helps, each made for a desk. */
const FEATURES: readonly ((desk: Desk) => DeskFeature)[] = [];

/** What only the viewer can say of itself. */
export type HelpOptions = Omit<Desk, 'you' | 'person' | 'people' | 'switches' | 'assist' | 'hit'>;

/** What the viewer keeps for pointing, drawing and acting, and those who do it. */
export interface Help {
  /** The seat is taken, or the customer has let this agent in. */
  welcome(you: string, said: Pick<Welcome, 'switches' | 'assist'>): void;
  people(people: PeopleInSession): void;
  message(message: HelpMessage): void;
  /** True where the frame was one for it. Never throws. */
  frame(header: FrameHeader, body: Uint8Array): boolean;
  /** Whether the page is shown has changed. */
  changed(): void;
  forget(): void;
  stop(): void;
}

export function createHelp(o: HelpOptions): Help {
  let you: string | undefined;
  let persons: readonly Person[] = [];
  let switches: Switches | undefined;
  let holder: AssistHolder | undefined;
  const desk: Desk = Object.create(o, {
    you: { get: () => persons.find((person) => person.role === 'agent' && person.userId === you) },
    person: { value: (seat: number) => persons.find((person) => person.seat === seat) },
    people: { get: () => persons },
    switches: { get: () => switches },
    assist: { get: () => holder },
    hit: { value: (at: Parameters<Desk['hit']>[0]) => (o.renderer && o.shown ? elementAt(o.renderer, at) : undefined) },
  });
  const features = FEATURES.map((create) => create(desk));
  const changed = (): void => {
    for (const feature of features) feature.changed?.();
  };
  return {
    welcome(userId, said) {
      you = userId;
      ({ switches, assist: holder } = said);
      changed();
    },
    people(people) {
      persons = personsOf(people);
      changed();
    },
    message(message) {
      switch (message.t) {
        case 'switches': {
          const { t: _, ...said } = message;
          switches = said;
          break;
        }
        case 'assist_started': {
          const { t: _, ...now } = message;
          holder = now;
          break;
        }
        case 'assist_stopped':
          holder = undefined;
          break;
        default:
          break;
      }
      for (const feature of features) feature.message?.(message);
      changed();
    },
    frame(header, body) {
      const ours = header.kind === FrameKind.Drawing || (header.kind === FrameKind.Pointer && (header.flags & SeatFlag.Agent) > 0);
      if (ours) for (const feature of features) feature.frame?.(header, body);
      return ours;
    },
    changed,
    forget() {
      for (const feature of features) feature.forget?.();
    },
    stop() {
      for (const feature of features) feature.stop();
    },
  };
}
