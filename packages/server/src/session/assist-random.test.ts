import { ACT_TYPES, type AssistType, LIMITS, type ServerMessage, type Switches } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { drawFrom } from '../testing/draw.js';
import { givenSwitches } from '../testing/given-switches.js';
import { playSession } from '../testing/play-session.js';
import type { SessionEffect } from './effect.js';
import type { SessionEvent } from './event.js';
import { isWithheld } from './account.js';
import { type AccountRules, joinedAgents, type LiveSession } from './state.js';
import { switchesOf } from './switches.js';
import { nextDeadline } from './tick.js';

const SEED = Number(process.env.SEED ?? 20_261_201);
const SESSIONS = process.env.SIGHTLINE_LONG === '1' ? 1_000 : 60;
const STEPS = 200;
const TYPES = ACT_TYPES.filter((type) => type !== '');

interface Holder {
  userId: string;
  types: readonly AssistType[];
}

/** Somebody's page: what it believes of remote assist by what it was told. */
interface Client {
  userId: string;
  key: string;
  connection: number | undefined;
  waiting: boolean;
  holder: Holder | undefined;
  /** To the customer: the question that is shown. */
  question: string | undefined;
}

const namesOf = ({ userId, types }: Holder): Holder => ({ userId, types });

/** One session from its opening to its end, everything in it drawn. */
function playRandom(draw: (below: number) => number, met: Set<string>): void {
  const session = playSession();
  const clients = new Map<string, Client>();
  let connections = 0;
  let keys = 0;
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const chance = (percent: number): boolean => draw(100) < percent;
  const types = (): AssistType[] => TYPES.filter(() => chance(50));
  const here = (): Client[] => [...clients.values()].filter(({ connection }) => connection !== undefined);
  const at = (connection: number): Client | undefined => here().find((client) => client.connection === connection);
  const cleo: Client = { userId: 'cleo', key: 'key-1', connection: undefined, waiting: false, holder: undefined, question: undefined };
  clients.set('cleo', cleo);
  /** The account's rules the customer's page goes by, and those it was told and has not taken yet. */
  let goesBy = '';
  let toTake: string[] = [];

  function hear(client: Client, message: ServerMessage): void {
    switch (message.t) {
      case 'policy':
        expect(client).toBe(cleo);
        toTake.push(message.policy.maskCssSelectors);
        break;
      case 'welcome':
        if (message.policy) {
          goesBy = message.policy.maskCssSelectors;
          toTake = [];
        }
        expect(message.waiting ? message.assist : undefined).toBeUndefined();
        expect(client === cleo ? undefined : message.assistAsked).toBeUndefined();
        client.waiting = message.waiting === true;
        client.holder = message.assist && namesOf(message.assist);
        client.question = message.assistAsked?.requestId;
        break;
      case 'admitted':
        client.waiting = false;
        client.holder = message.assist && namesOf(message.assist);
        break;
      case 'waiting':
        expect(client.holder).toBeUndefined();
        client.waiting = true;
        break;
      case 'assist_started':
        // Told again to who holds it and asks for it once more, else only where nobody holds it.
        if (client.holder) expect([namesOf(message), client.userId]).toEqual([client.holder, client.holder.userId]);
        client.holder = namesOf(message);
        break;
      case 'assist_stopped':
        expect(namesOf(message)).toEqual(client.holder);
        client.holder = undefined;
        break;
      case 'assist_requested':
        expect([client, client.question]).toEqual([cleo, undefined]);
        client.question = message.requestId;
        break;
      case 'assist_request_gone':
        expect(client.question).toBe(message.requestId);
        client.question = undefined;
        break;
      case 'ended':
        // An agent who is sent away is told that nobody holds it any more only where that agent did.
        if (message.reason === 'removed') expect(client.holder?.userId).not.toBe(client.userId);
        else expect(client.holder).toBeUndefined();
        break;
      default:
    }
    if (client.waiting) expect(message.t).not.toMatch(/^assist_|^switches/);
    if (message.t.startsWith('assist_')) met.add('reason' in message ? `${message.t} ${message.reason}` : message.t);
  }

  function deliver(effects: readonly SessionEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'send') {
        const client = at(effect.to);
        if (client) hear(client, effect.message);
      } else if (effect.type === 'close') {
        const client = at(effect.connection);
        if (client) client.connection = undefined;
      }
    }
  }

  function check(before: LiveSession, event: SessionEvent, effects: readonly SessionEffect[]): void {
    if (session.state.phase !== 'live') return;
    const { assist, asks = [], paused, seats } = session.live;
    // Nothing passes of a page that goes by other rules than those that hold, and all of one that goes by them and knows it.
    const rightRules = goesBy === session.rules.policy.maskCssSelectors && toTake.length === 0;
    if (cleo.connection !== undefined) expect(isWithheld(session.live, session.rules)).toBe(!rightRules);
    const allowed = switchesOf(session.live, session.rules)?.assist.types;
    const agents = joinedAgents(session.live);
    const colors = seats.filter(({ role }) => role === 'agent').map(({ color }) => color);
    expect(new Set(colors).size).toBe(colors.length);
    expect(Math.max(0, ...colors)).toBeLessThanOrEqual(LIMITS.agents);
    if (assist) {
      expect([paused, agents.some(({ number }) => number === assist.seat), assist.types.length > 0]).toEqual([false, true, true]);
      if (allowed) expect(allowed).toEqual(expect.arrayContaining(assist.types));
    }
    const askers = asks.map(({ seat }) => seat);
    expect([new Set(askers).size, paused && askers.length > 0]).toEqual([askers.length, false]);
    for (const seat of askers) expect(agents.map(({ number }) => number)).toContain(seat);
    for (const { until } of asks) expect(nextDeadline(session.live, session.rules)).toBeLessThanOrEqual(until);
    if (event.type === 'tick') for (const { until } of asks) expect(until).toBeGreaterThan(event.now);
    // Everybody believes what is so.
    const holder = assist && agents.find(({ number }) => number === assist.seat);
    for (const client of here())
      expect(client.holder, client.userId).toEqual(
        client.waiting || !assist || !holder ? undefined : { userId: holder.userId, types: assist.types },
      );
    if (cleo.connection !== undefined) expect(cleo.question).toBe(asks[0]?.id);
    // A question ends with an answer, unless the agent has taken it back or asked another one.
    for (const ask of (before.asks ?? []).filter(({ id }) => !asks.some((one) => one.id === id))) {
      const seat = seats.find(({ number }) => number === ask.seat);
      if (seat?.presence.at !== 'connected') continue;
      const { connection } = seat.presence;
      if ((event.type === 'stop_assist' || event.type === 'request_assist') && event.connection === connection) continue;
      const answers = effects.flatMap((effect) => (effect.type === 'send' && effect.to === connection ? [effect.message] : []));
      expect(answers).toContainEqual(
        expect.objectContaining(answers.some(({ t }) => t === 'assist_denied') ? { requestId: ask.requestId } : { t: 'assist_started' }),
      );
    }
  }

  function dispatch(event: SessionEvent): void {
    const before = session.live;
    const effects = session.dispatch(event);
    deliver(effects);
    check(before, event, effects);
  }

  /** An operator changes the account. */
  function changeAccount(): void {
    const before = session.live;
    const { rules } = session;
    const allows = { remoteAssist: chance(70), multiTab: chance(50), annotation: chance(70), confirmSubmits: chance(50) };
    const defaults: AccountRules['defaults'] = chance(50) ? {} : { remoteAssist: { enable: chance(50), remoteAssistTypes: types() } };
    const mask = pick(['', '.a', '.b']);
    const policy = { ...rules.policy, maskCssSelectors: mask };
    const effects = session.account(chance(50) ? { allows, defaults } : { policy, policyHash: `hash ${mask}` });
    deliver(effects);
    check(before, { type: 'account', before: rules, now: session.now }, effects);
    if (effects.length > 0) met.add('account');
  }

  /** The customer's page takes what it was told first. */
  function takePolicy(): void {
    goesBy = toTake.shift() ?? goesBy;
    dispatch({ type: 'policy', connection: cleo.connection ?? 0, now: session.now });
    met.add(toTake.length > 0 ? 'taken, told again' : 'taken');
  }

  function enter(client: Client, page: boolean): void {
    const connection = ++connections;
    const next = `k${++keys}`;
    client.connection = connection;
    client.holder = undefined;
    client.question = undefined;
    const { key } = client;
    client.key = next;
    dispatch({
      type: 'enter',
      connection,
      now: session.now,
      keyHash: key,
      nextKey: next,
      nextKeyHash: next,
      nextAssetKey: next,
      position: undefined,
      received: undefined,
      takesPolicy: true,
      approval: chance(15),
      page: page ? { url: 'https://shop.example/', tab: `t${connection}` } : undefined,
      spreadMs: 0,
    });
    if (session.state.phase === 'live' && client === cleo && client.connection !== undefined && chance(90)) say();
  }

  function say(): void {
    const switches: Switches = {
      draw: { agents: chance(70), customer: chance(70) },
      assist: { types: chance(60) ? TYPES : types(), consent: chance(80), confirmStop: chance(50) },
    };
    dispatch({
      type: 'switches',
      connection: cleo.connection ?? 0,
      given: chance(20) ? { remoteAssist: {} } : givenSwitches(switches),
      now: session.now,
    });
  }

  function join(): void {
    const userId = `agent ${draw(7)}`;
    const key = `k${++keys}`;
    if (session.reserve('agent', userId, key) !== 'ok') return;
    const client = { userId, key, connection: undefined, waiting: false, holder: undefined, question: undefined };
    clients.set(userId, client);
    if (chance(90)) enter(client, true);
  }

  function step(): void {
    const client = here().length > 0 ? pick(here()) : cleo;
    const connection = client.connection ?? 0;
    const { now } = session;
    const agent = pick([...clients.values()]).userId;
    if (cleo.connection === undefined) toTake = [];
    switch (draw(22)) {
      case 0:
      case 1:
        return join();
      case 2:
        if (client.connection === undefined) return;
        client.connection = undefined;
        return dispatch({ type: 'closed', connection, now });
      case 3:
      case 4: {
        const away = [...clients.values()].filter((one) => one.connection === undefined);
        return away.length > 0 ? enter(pick(away), chance(50)) : undefined;
      }
      case 5:
        // Another page takes the seat while the one before is there.
        return enter(client, chance(60));
      case 6:
        return chance(30) ? dispatch({ type: 'leave', by: { connection }, now }) : undefined;
      case 7:
        return chance(25) ? dispatch({ type: 'remove', connection: cleo.connection ?? 0, userId: agent, now }) : undefined;
      case 8:
        return dispatch({ type: chance(30) ? 'pause' : 'resume', connection: cleo.connection ?? 0, now });
      case 9:
        return dispatch({ type: 'respond', connection: cleo.connection ?? 0, userId: agent, allow: chance(85), now });
      case 10:
        return cleo.connection === undefined ? undefined : say();
      case 11: {
        session.pass(draw(chance(20) ? 60_000 : 8_000));
        return undefined;
      }
      case 12:
        if (!chance(20)) return undefined;
        session.restore();
        for (const one of clients.values()) one.connection = undefined;
        return undefined;
      case 13:
        return dispatch({ type: 'stop_assist', connection, now });
      case 14:
      case 15: {
        const id = cleo.question ?? String(draw(30));
        const allow = chance(75);
        const by = chance(90) ? (cleo.connection ?? 0) : connection;
        if (by === cleo.connection && by !== 0) cleo.question = undefined;
        return dispatch({ type: 'respond_assist', connection: by, requestId: id, allow, now });
      }
      case 16:
        return changeAccount();
      case 17:
      case 18:
        return toTake.length > 0 ? takePolicy() : undefined;
      default:
        return dispatch({ type: 'request_assist', connection, requestId: `r${draw(5)}`, types: chance(30) ? TYPES : types(), now });
    }
  }

  const pass = session.pass.bind(session);
  session.pass = (ms) => {
    const before = session.live;
    const effects = pass(ms);
    deliver(effects);
    check(before, { type: 'tick', now: session.now }, effects);
    return effects;
  };
  enter(cleo, true);
  for (let n = 0; n < STEPS && session.state.phase === 'live'; n++) step();
  if (session.state.phase === 'live') dispatch({ type: 'end', by: { seat: session.live.seats[0]?.number ?? 0 }, now: session.now });
}

test(`I9 I10 I11 I12 I30 I31 ${SESSIONS} random sessions: one holder, whom everybody knows, and no question without an end (seed ${SEED})`, () => {
  const met = new Set<string>();
  for (let n = 0; n < SESSIONS; n++) {
    const seed = (SEED + Math.imul(n, 7_919)) >>> 0;
    try {
      playRandom(drawFrom(seed), met);
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
  // Everything that can happen did.
  const reasons = ['by_customer', 'by_agent', 'handed_over', 'left', 'navigated', 'paused', 'session_ended'];
  for (const what of [
    ...reasons.map((reason) => `assist_stopped ${reason}`),
    ...['denied', 'timeout', 'disabled'].map((reason) => `assist_denied ${reason}`),
    'assist_started',
    'assist_requested',
    'assist_request_gone',
    'account',
    'taken',
    'taken, told again',
  ])
    expect([...met]).toContain(what);
});
