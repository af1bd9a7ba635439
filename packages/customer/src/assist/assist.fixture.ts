import { sighted } from '../help/sighted.js';
import {
  ACT_TYPES,
  type Act,
  type AssistType,
  type ClientMessage,
  FrameKind,
  type NodePlace,
  type Switches,
  writeAct,
} from '@sightline/protocol';
import { takeNatives } from '@sightline/link';
import type { Capture } from '../capture/capture.js';
import { type Rig, rig } from '../capture/capture.fixture.js';
import type { MaskSettings } from '../privacy/policy.js';
import { createAssist } from './assist.js';
import type { HelpSession, Person, SubmitQuestion } from '../help/help-session.js';
import { loadPart } from '../parts/parts.fixture.js';

export const SEAT = 3;
const TYPES: readonly AssistType[] = ['scroll_page', 'edit_form', 'click', 'navigate'];

export interface Assisted extends Rig {
  view: Window & typeof globalThis;
  assist: ReturnType<typeof createAssist>;
  /** What the page refused, in order: the act's number and the reason. */
  refused: Extract<ClientMessage, { t: 'refuse_act' }>[];
  questions: SubmitQuestion[];
  shown: Person[];
  own: Set<Node>;
  granted: { userId: string; userName: string; types: readonly AssistType[] } | undefined;
  switches: Switches;
  /** Milliseconds the session's clock is ahead. */
  ahead: number;
  /** The customer's answer to the next questions; a promise holds it back. */
  answer: boolean | Promise<boolean>;
  find<E extends Element = HTMLElement>(selector: string): E;
  placeOf(element: Node): NodePlace;
  /** The agent does it; the reason where the page refuses at once. */
  act(act: Act, more?: { type?: AssistType; seat?: number; stream?: number }): string | undefined;
}

/** A page with capture on it and an agent who holds every kind of remote assist. */
export async function assisted(html: string, masks: MaskSettings = {}): Promise<Assisted> {
  const made = await rig(html, masks);
  const view = made.document.defaultView as Window & typeof globalThis;
  let number = 0;
  const out: Assisted = Object.assign(made, {
    view,
    refused: [],
    questions: [],
    shown: [],
    own: new Set<Node>(),
    granted: { userId: 'agent', userName: 'Anna', types: TYPES },
    switches: { draw: { agents: true, customer: true }, assist: { types: [...TYPES], consent: true, confirmStop: false } },
    answer: true,
    ahead: 0,
    find: <E extends Element>(selector: string) => made.document.querySelector(selector) as E,
    placeOf(node: Node) {
      const { path, capture } = pathTo(node, made.document, made.capture);
      return { path, id: capture?.idOf(node) ?? 0 };
    },
    act(act: Act, more: { type?: AssistType; seat?: number; stream?: number } = {}) {
      const type = more.type ?? usual(act);
      const body = writeAct({ stream: more.stream ?? made.capture.stream ?? 0, number: 0 }, act);
      const before = out.refused.length;
      out.assist.frame({ kind: FrameKind.Act, flags: ACT_TYPES.indexOf(type), stream: more.seat ?? SEAT, number: ++number }, body);
      return out.refused[before]?.reason;
    },
  } as Omit<Assisted, keyof Rig | 'assist'>) as Assisted;
  const session: HelpSession = {
    window: view,
    natives: { ...takeNatives(view), now: () => Date.now() + out.ahead },
    link: {
      send: (message) => void out.refused.push(message as (typeof out.refused)[0]),
      sendFrame: () => undefined,
      sendFleeting: () => undefined,
    },
    address: () => location.href,
    capture: () => sighted(made.capture),
    person: (seat) => (seat === SEAT ? { userId: 'agent', userName: 'Anna', color: 2 } : undefined),
    switches: () => out.switches,
    assist: () => out.granted,
    own: (node) => out.own.has(node),
    addOwn(node) {
      out.own.add(node);
      return { stop: () => void out.own.delete(node) };
    },
    confirm(question) {
      out.questions.push(question);
      return Promise.resolve(out.answer);
    },
    shown: (who) => void out.shown.push(who),
    loadPart,
    you: { userId: 'customer', userName: 'Carla', color: 0, seat: 0 },
    emit: () => undefined,
    locale: 'en',
    theme: 'light',
    ui: true,
  };
  out.assist = createAssist(session);
  // Its part is there once the mouse is over the page: from then on acts are carried out at once.
  const over = new Promise<void>((done) => {
    const heard = ({ isTrusted }: Event): void => {
      if (isTrusted) return;
      view.removeEventListener('pointerover', heard, true);
      done();
    };
    view.addEventListener('pointerover', heard, true);
  });
  const at = { path: [], id: made.capture.idOf(made.document.documentElement) ?? 0 };
  out.act({ act: 'pointer', at, phase: 'move', x: 0, y: 0, button: 0, modifiers: 0, clicks: 0 });
  await over;
  number = 0;
  const { stop } = made;
  out.stop = () => {
    out.assist.stop();
    stop();
  };
  return out;
}

/** The iframes around a node, by their ids. */
function pathTo(node: Node, page: Document, capture: Capture): { path: number[]; capture: Capture | undefined } {
  const document = node.ownerDocument ?? (node as Document);
  const frame = document === page ? null : document.defaultView?.frameElement;
  if (!frame) return { path: [], capture };
  const outer = pathTo(frame, page, capture);
  const path = [...outer.path, outer.capture?.idOf(frame) ?? 0];
  return { path, capture: capture.at(path) };
}

function usual({ act }: Act): AssistType {
  switch (act) {
    case 'scroll':
    case 'wheel':
    case 'show':
      return 'scroll_page';
    case 'pointer':
      return 'click';
    case 'go':
    case 'history':
      return 'navigate';
    default:
      return 'edit_form';
  }
}
