import { createInk } from '@sightline/draw';
import { type FrameHeader, FrameKind, type Switches, type Welcome } from '@sightline/protocol';
import { elementAt } from '../stage/hit.js';
import type { AssistNow } from '../session/assist.js';
import type { AssistHolder, Desk, HelpMessage, Person } from './desk.js';
import type { DrawWish } from './drawing/drawing.js';
import { createFeatures } from './features.js';
import { type PeopleInSession, personsOf } from './people.js';

/** What only the viewer can say of itself. */
export type HelpOptions = Omit<
  Desk,
  'userId' | 'remoteAssist' | 'you' | 'person' | 'people' | 'switches' | 'assist' | 'ink' | 'now' | 'wake' | 'hit'
>;

/** What the viewer keeps for pointing, drawing and acting, and those who do it. */
export interface Help {
  /** The seat is taken, or the customer has let this agent in. */
  welcome(you: string, said: Pick<Welcome, 'switches' | 'assist'>): void;
  people(people: PeopleInSession): void;
  message(message: HelpMessage): void;
  assist(now: AssistNow): void;
  /** True where the frame was one for it. Never throws. */
  frame(header: FrameHeader, body: Uint8Array): boolean;
  /** Whether the page is shown has changed. */
  changed(): void;
  scaled(): void;
  forget(): void;
  /** As the methods of surface §5 do; false where that is not possible now. */
  annotate(wish: DrawWish | undefined): boolean;
  clearAnnotations(all: boolean): boolean;
  stop(): void;
}

export function createHelp(o: HelpOptions): Help {
  let you: string | undefined;
  let persons: readonly Person[] = [];
  let switches: Switches | undefined;
  let holder: AssistHolder | undefined;
  let assist: AssistNow = { switches: undefined, holder: undefined, asked: undefined, last: undefined };
  let frame: number | undefined;
  const ink = createInk(o.document);
  ink.element.classList.add('ink');
  o.stage.layer.append(ink.element);
  const now = (): number => o.realm.performance.now();
  const wake = (): void => {
    frame ??= o.realm.requestAnimationFrame(tick);
  };
  const tick = (): void => {
    frame = undefined;
    let more = ink.tick(now());
    for (const feature of features) more = feature.tick?.(now()) || more;
    if (more) wake();
  };
  const desk: Desk = Object.create(o, {
    you: { get: () => persons.find((person) => person.role === 'agent' && person.userId === you) },
    userId: { get: () => you },
    remoteAssist: { get: () => assist },
    person: { value: (seat: number) => persons.find((person) => person.seat === seat) },
    people: { get: () => persons },
    switches: { get: () => switches },
    assist: { get: () => holder },
    ink: { value: ink },
    now: { value: now },
    wake: { value: wake },
    hit: { value: (at: Parameters<Desk['hit']>[0]) => (o.renderer && o.shown ? elementAt(o.renderer, at) : undefined) },
  });
  const { all: features, drawing } = createFeatures(desk);
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
    assist(now) {
      assist = now;
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
      const ours = header.kind === FrameKind.Drawing || header.kind === FrameKind.Pointer;
      if (ours) for (const feature of features) feature.frame?.(header, body);
      return ours;
    },
    changed,
    scaled() {
      for (const feature of features) feature.scaled?.();
    },
    forget() {
      for (const feature of features) feature.forget?.();
    },
    annotate: drawing.annotate,
    clearAnnotations: drawing.clear,
    stop() {
      if (frame !== undefined) o.realm.cancelAnimationFrame(frame);
      for (const feature of features) feature.stop();
      ink.element.remove();
    },
  };
}
