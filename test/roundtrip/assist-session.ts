import { sighted } from '../../packages/customer/src/help/sighted.js';
import { takeNatives } from '@sightline/link';
import {
  ACT_TYPES,
  type Act,
  type AssistType,
  type ClientMessage,
  readHeader,
  type ServerMessage,
  type Switches,
} from '@sightline/protocol';
import { expect } from 'vitest';
import { type ActSender, createActSender } from '../../packages/agent/src/assist/act-sender.js';
import { type Assist, createAssist as createDeskAssist } from '../../packages/agent/src/session/assist.js';
import { createAssist } from '../../packages/customer/src/assist/assist.js';
import { rig } from '../../packages/customer/src/capture/capture.fixture.js';
import { type AssistState, createAssistState } from '../../packages/customer/src/help/assist-state.js';
import { loadPart } from '../../packages/customer/src/parts/parts.fixture.js';
import type { SessionEvent } from '../../packages/server/src/session/event.js';
import { refusalOf } from '../../packages/server/src/session/assist.js';
import { givenSwitches } from '../../packages/server/src/testing/given-switches.js';
import { playSession, RULES } from '../../packages/server/src/testing/play-session.js';
import { createActs } from '../../packages/server/src/view/acts.js';
import type { Peer } from '../../packages/server/src/view/peer.js';
import { ASSIST_PAGE, elementsOf, scrollOf, SHADOW, standOf } from './assist-page.js';
import { type DeskMirror, deskMirror } from './desk-mirror.js';
import { createWay, type Way } from './way.js';

export const TYPES: AssistType[] = ACT_TYPES.filter((type) => type !== '');
export const SWITCHES: Switches = { draw: { agents: false, customer: false }, assist: { types: TYPES, consent: true, confirmStop: false } };

export interface AssistAgent extends DeskMirror {
  seat: number;
  userId: string;
  assist: Assist;
  up: Way;
  down: Way;
  /** Does something on its mirror; `forged`: whatever it holds. */
  act(act: Act, forged?: boolean): void;
}

type Message = (message: ServerMessage) => void;

/** A customer's page, two desks and the service's session between them: all real but the socket. The customer and each agent have the connection of the number of their seat. */
export async function assistSession() {
  const session = playSession();
  const page = await rig(ASSIST_PAGE, { maskCssSelectors: '.mask' });
  const view = page.document.defaultView as Window & typeof globalThis;
  const find = <E extends HTMLElement>(selector: string): E => page.document.querySelector(selector) as E;
  find('#host').attachShadow({ mode: 'open' }).innerHTML = SHADOW;
  const customer = { up: createWay(), down: createWay(), switches: SWITCHES, answer: true };
  const agents: AssistAgent[] = [];
  /** What each agent was allowed by the customer's own word, and what changed though nobody may. */
  const allowed = new Map<string, Set<AssistType>>();
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  let frame: Document | undefined;
  const elements = (): Element[] => [
    page.document.documentElement,
    ...elementsOf(page.document.body),
    ...(frame ? elementsOf(frame.body) : []),
  ];
  const stand = (): string => JSON.stringify(elements().map((element) => [standOf(element), scrollOf(element)]));
  const guarded = (): string =>
    JSON.stringify(
      [...page.document.querySelectorAll('.no,.no *')].map((one) => [
        standOf(one),
        one.scrollTop,
        (one as HTMLInputElement).value,
        one.outerHTML,
      ]),
    );
  let still = '';
  /** Something that may change the page has been done since it was looked at. */
  let moved = false;

  const state: AssistState = createAssistState((event, payload) => {
    count(event);
    const { userId, types = [] } = payload as { userId: string; types?: AssistType[] };
    if (event === 'remote_assist_started' && !types.every((type) => allowed.get(userId)?.has(type)))
      faults.push(`${userId} holds ${types.join()}, never allowed`);
  });
  const person = (seat: number) => {
    const found = session.live.seats.find(({ number, role }) => number === seat && role === 'agent');
    return found && { userId: found.userId, userName: found.userName, color: found.color };
  };
  const hear: Record<number, Message> = {
    1(message) {
      if (message.t === 'switches') customer.switches = message;
      state.take(message);
      assist.message(message);
    },
  };
  const wayTo = (connection: number): Way => (connection === 1 ? customer : agents.find(({ seat }) => seat === connection))?.down as Way;
  const send = (connection: number, message: ServerMessage): void => wayTo(connection).put(() => hear[connection]?.(message));
  const dispatch = (event: SessionEvent): void => {
    for (const effect of session.dispatch(event)) if (effect.type === 'send') send(effect.to, effect.message);
  };
  const peers = [1, 2, 3].map((id) => ({
    id,
    send: (message: ServerMessage) => send(id, message),
    direct: (bytes: Uint8Array) => {
      const header = readHeader(bytes) as NonNullable<ReturnType<typeof readHeader>>;
      customer.down.put(() => {
        const { holder } = state;
        const type = ACT_TYPES[header.flags] as AssistType;
        if (holder?.userId === person(header.stream)?.userId && holder?.types.includes(type)) moved = true;
        count('act');
        assist.frame(header, bytes.subarray(header.body));
      });
    },
  })) as unknown as (Peer & { id: number })[];
  const acts = createActs({
    now: () => session.now,
    customer: () => peers[0],
    refusal: (seat, type) => refusalOf(session.live, RULES, { seat, type }),
  });
  /** What the service does with a message (`live/take-message.ts`, as far as assist goes). */
  const take = (connection: number, message: ClientMessage): void => {
    const { now } = session;
    switch (message.t) {
      case 'switches':
        return dispatch({ type: 'switches', connection, given: message.given, now });
      case 'request_assist':
        return dispatch({ type: 'request_assist', connection, requestId: message.requestId, types: message.types, now });
      case 'respond_assist':
        return dispatch({ type: 'respond_assist', connection, requestId: message.requestId, allow: message.allow, now });
      case 'stop_assist':
        return dispatch({ type: 'stop_assist', connection, now });
      case 'refuse_act': {
        const { seat, act, type, reason } = message;
        return dispatch({ type: 'answer_agent', connection, seat, message: { t: 'assist_refused', act, type, reason }, now });
      }
      default:
        throw new Error(message.t);
    }
  };
  const say = (message: ClientMessage): void => customer.up.put(() => take(1, message));

  const assist = createAssist({
    window: view,
    natives: { ...takeNatives(view), now: () => session.now },
    link: { send: say, sendFrame: () => undefined, sendFleeting: () => undefined },
    address: () => 'https://shop.example/',
    capture: () => sighted(page.capture),
    person,
    switches: () => customer.switches,
    assist: () => state.holder,
    own: () => false,
    addOwn: () => ({ stop: () => undefined }),
    confirm() {
      count('confirm');
      return Promise.resolve(customer.answer);
    },
    shown: () => count('done'),
    loadPart,
    you: { userId: 'cleo', userName: 'Cleo', color: 0, seat: 1 },
    emit: () => undefined,
    locale: 'en',
    theme: 'light',
    ui: false,
  });

  for (const [i, userId] of ['ann', 'ben'].entries()) {
    const seat = i + 2;
    const mirror = await deskMirror();
    const [up, down] = [createWay(), createWay()];
    let forge = false;
    const own = (): readonly AssistType[] => (desk.now.holder?.userId === userId ? desk.now.holder.types : []);
    let questions = 0;
    const desk = createDeskAssist({
      natives: takeNatives(window),
      you: { userId, userName: userId },
      newId: () => `${userId}-${++questions}`,
      send: (message) => up.put(() => take(seat, message)),
      emit: (event, payload) => count(`${event} ${(payload as { reason?: string }).reason ?? ''}`),
      changed: () => undefined,
    });
    const sender: ActSender = createActSender({
      link: {
        sendFleeting: (header, body) =>
          up.put(() => {
            const author = { peer: peers[i + 1] as Peer, seat, role: 'agent' as const, userId, userName: userId };
            expect(acts.act(author, header, body)).toBe(true);
          }),
      },
      realm: window,
      granted: () => (forge ? TYPES : own()),
      position: () => (mirror.stream() > 0 ? { stream: mirror.stream(), number: 0 } : undefined),
    });
    hear[seat] = (message) => (message.t === 'welcome' ? desk.welcome(message) : desk.message(message));
    agents.push({
      ...mirror,
      seat,
      userId,
      assist: desk,
      up,
      down,
      act(act, forged = false) {
        forge = forged;
        sender.send(act);
        forge = false;
      },
    });
  }
  const enter = (connection: number, key: string): void => {
    for (const effect of session.enter(connection, key, `${key}+`)) if (effect.type === 'send') send(effect.to, effect.message);
  };
  enter(1, 'key-1');
  for (const { seat, userId } of agents) {
    session.reserve('agent', userId, userId);
    enter(seat, userId);
  }
  say({ t: 'switches', given: givenSwitches(SWITCHES) });
  let told = 0;
  return {
    page,
    window: view,
    find,
    agents,
    customer,
    state,
    session,
    faults,
    counts,
    elements,
    guarded,
    say,
    /** Once the frame's document is there. */
    begin(inner: Document) {
      frame = inner;
      still = stand();
    },
    get frame() {
      return frame;
    },
    answer(allow: boolean) {
      const [question] = state.questions;
      if (!question) return;
      const { userId, types, requestId } = question;
      if (allow) allowed.set(userId, new Set([...(allowed.get(userId) ?? []), ...types]));
      state.answered(requestId);
      say({ t: 'respond_assist', requestId, allow });
    },
    pass(ms: number) {
      for (const effect of session.pass(ms)) if (effect.type === 'send') send(effect.to, effect.message);
    },
    /** The customer, or the page itself, changes something. */
    change(run: () => void) {
      run();
      moved = true;
    },
    /** What has changed since the last look must have been somebody's who may. */
    look(during: string) {
      const now = stand();
      if (now !== still && !moved) faults.push(`changed by nobody who may: ${during}`);
      still = now;
      moved = false;
    },
    tell() {
      for (; told < page.frames.length; told++) {
        const next = page.frames[told] as (typeof page.frames)[0];
        for (const agent of agents) agent.down.put(() => agent.view(next));
      }
    },
    ways: (): Way[] => [customer.up, customer.down, ...agents.flatMap(({ up, down }) => [up, down])],
    stop() {
      for (const agent of agents) agent.assist.over();
      assist.stop();
      page.stop();
    },
  };
}

export type AssistSession = Awaited<ReturnType<typeof assistSession>>;
