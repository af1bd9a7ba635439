import { complain, quietly } from '@sightline/link';
import {
  ACT_TYPES,
  type Act,
  type AssistType,
  type FrameHeader,
  readAct,
  type RefusalReason,
  type ServerMessage,
  typesOf,
} from '@sightline/protocol';
import type { HelpSession, Person } from '../help/help-session.js';
import { createCustomerHand } from './customer-hand.js';
import { createDom, isElement } from './dom.js';
import { createEffects } from './effects.js';
import { createEdits, type EditAct } from './edits.js';
import { createFreshFrames } from './fresh-frames.js';
import { createJudge } from './judge.js';
import { createLate } from './late.js';
import { navigate } from './navigate.js';
import { createOutline } from './outline.js';
import { createPlaces } from './places.js';
import { createSameSite } from './same-site.js';
import { createScroll } from './scroll.js';

/** An act of an agent, as it came. */
interface Came {
  seat: number;
  number: number;
  type: AssistType;
  who: Person;
}

/** What an act came to: carried out, refused, to be asked about, or to be tried again once its part is there. */
type Outcome = RefusalReason | 'ask' | Promise<boolean> | undefined;

/** Acts that wait for a part at once. */
const MOST_WAITING = 400;

/**
 * Carries out what an agent does on the page, or refuses it: who holds the grant, whether the kind of act is one of it, what the act
 * is aimed at, and whether that may be touched, in this order and at this moment.
 */
export function createAssist(session: HelpSession): {
  frame(header: FrameHeader, body: Uint8Array): void;
  message(message: ServerMessage): void;
  stop(): void;
} {
  const { window, natives, capture } = session;
  const dom = createDom(window);
  const judge = createJudge({ dom, document: window.document, capture, own: session.own });
  const fresh = createFreshFrames(natives.now);
  const places = createPlaces({ dom, judge, fresh, capture });
  const customer = createCustomerHand({ ...session, loaded: fresh.loaded });
  const site = createSameSite(window);
  const refuses = (element: Element): RefusalReason | undefined =>
    judge.refuses(element) ?? (customer.typesIn(element) ? 'busy' : undefined);
  const effects = createEffects({ dom, judge, site, refuses });
  const scroll = createScroll({ dom, judge, places, customer, natives });
  const outline = createOutline({ ...session, dom, places });
  /** The words of what would be sent off, of the press that was looked at last. */
  let words = '';
  const clicks = (target: Element, press: { button: number; modifiers: number }): RefusalReason | 'ask' | undefined => {
    const { refused, asks } = effects.of(target, press);
    words = asks ?? '';
    return refused ?? (asks !== undefined && session.switches().confirmSubmits !== false ? 'ask' : undefined);
  };
  const mouse = createLate(
    async () => (await session.loadPart('mouse')).createMouse({ dom, judge, places, natives, customer, clicks }),
    (error) => complain("what an agent's mouse does cannot be carried out.", error),
  );
  /** The act that is carried out. */
  let current: Came | undefined;
  const edits = createLate(
    () =>
      createEdits({
        session,
        dom,
        judge,
        customer,
        presses: {
          clicks: (target) => clicks(target, { button: 0, modifiers: 0 }),
          mayClick: () => session.assist()?.types.includes('click') === true,
          refuse: (reason) => current && refuse(current, reason),
          ask: (press) => current && void quietly(() => ask(current as Came, press)),
        },
      }),
    (error) => complain('what an agent fills in cannot be carried out.', error),
  );
  let waiting: [FrameHeader, Uint8Array][] | undefined;
  let asking = false;
  let stopped = false;

  const granted = ({ type, who }: Came): boolean => {
    const held = session.assist();
    return held?.userId === who.userId && held.types.includes(type);
  };
  const refuse = ({ seat, number: act, type }: Came, reason: RefusalReason): void =>
    session.link.send({ t: 'refuse_act', seat, act, type, reason });
  const done = (came: Came, target?: Node): undefined => {
    session.shown(came.who);
    if (isElement(target)) outline.show(target, came.who);
  };
  /** What sends something off waits for the customer, and is judged anew after that. */
  const ask = async (came: Came, act: () => Outcome): Promise<void> => {
    asking = true;
    let yes = false;
    try {
      yes = await session.confirm({ kind: 'submit', userName: came.who.userName, what: words });
    } finally {
      asking = false;
    }
    if (stopped) return;
    judge.again();
    const allowed = yes && granted(came);
    const reason = allowed ? customer.without(act) : 'not_confirmed';
    if (!allowed) customer.without(() => mouse.now?.cancel());
    if (typeof reason === 'string' && reason !== 'ask') refuse(came, reason);
  };
  const pointer = (came: Came, act: Extract<Act, { act: 'pointer' }>, element: Element, allowed = false): Outcome => {
    if (!mouse.now) return mouse.load();
    const outcome = mouse.now.act(act, { element, type: came.type, allowed });
    if (outcome === 'ask') void quietly(() => ask(came, () => pointer(came, act, element, true)));
    else if (!outcome && act.phase !== 'move') done(came, element);
    return outcome;
  };
  const edit = (came: Came, act: EditAct, element: Element): Outcome => {
    if (!edits.now) return edits.load();
    current = came;
    return edits.now.act(act, element) ?? done(came, element);
  };
  const carryOut = (came: Came, stream: number, act: Act): Outcome => {
    if (act.act === 'go' || act.act === 'history') return asking ? 'busy' : (navigate(act, window, site) ?? done(came));
    const node = places.find({ stream }, act.at);
    if (typeof node === 'string') {
      if (act.act === 'pointer' && act.phase === 'up') mouse.now?.cancel();
      return node;
    }
    const view = (node.ownerDocument ?? (node as Document)).defaultView;
    if (view) customer.watch(view);
    switch (act.act) {
      case 'scroll':
      case 'wheel':
      case 'show':
        return scroll.act(act, node) ?? done(came, node);
      case 'pointer':
        if (!isElement(node)) return 'gone';
        return asking ? 'busy' : pointer(came, act, node);
      default:
        if (!isElement(node)) return 'gone';
        return asking ? 'busy' : edit(came, act, node);
    }
  };
  const take = (header: FrameHeader, body: Uint8Array): void => {
    const { flags, stream: seat, number } = header;
    const type = ACT_TYPES[flags];
    const who = session.person(seat);
    if (stopped || !type || !who) return;
    const came = { seat, number, type, who };
    if (waiting) {
      if (waiting.length < MOST_WAITING) waiting.push([header, body]);
      else refuse(came, 'too_fast');
      return;
    }
    judge.again();
    const outcome = customer.without((): Outcome => {
      if (!granted(came)) return 'no_grant';
      const { aimed, act } = readAct(body);
      return typesOf(act).includes(type) ? carryOut(came, aimed.stream, act) : 'wrong_type';
    });
    if (typeof outcome === 'object') void quietly(() => wait(outcome, came, [header, body]));
    else if (outcome && outcome !== 'ask') refuse(came, outcome);
  };
  /** No act overtakes another: what comes while a part is on its way is taken after the one that needs it. */
  const wait = async (part: Promise<boolean>, came: Came, act: [FrameHeader, Uint8Array]): Promise<void> => {
    waiting = [];
    const there = await part;
    const all = waiting;
    waiting = undefined;
    if (there) all.unshift(act);
    else refuse(came, 'gone');
    for (const [header, body] of all) void quietly(() => take(header, body));
  };
  return {
    frame(header, body) {
      void quietly(() => take(header, body));
    },
    message({ t }) {
      if (t !== 'assist_stopped' && t !== 'assist_started' && t !== 'paused') return;
      customer.without(() => mouse.now?.release());
      outline.stop();
    },
    stop() {
      stopped = true;
      customer.without(() => mouse.now?.release());
      edits.now?.stop();
      customer.stop();
      outline.stop();
    },
  };
}
