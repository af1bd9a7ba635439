import {
  ACT_TYPES,
  type ClientMessage,
  CloseCode,
  DrawingFlag,
  FrameFlag,
  FrameKind,
  readHeader,
  type StrokeName,
  writeFrame,
} from '@sightline/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { maySee, type Seat, seatOfConnection } from '../session/state.js';
import { bareSession } from '../testing/bare-session.js';
import { drawFrom } from '../testing/draw.js';
import { givenSwitches } from '../testing/given-switches.js';
import { createShownStrokes, type ShownStrokes } from '../testing/shown-strokes.js';
import type { Peer } from '../view/peer.js';

const SEED = Number(process.env.SEED ?? 20_261_202);
const SESSIONS = process.env.SIGHTLINE_LONG === '1' ? 400 : 25;
const STEPS = 250;
const { Begin, End, Vanishing, Anchor } = DrawingFlag;
const KEY = FrameFlag.Key | FrameFlag.KeyEnd;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** Somebody's page: what it shows, by what it heard and what it drew itself. */
interface Page {
  userId: string;
  role: 'customer' | 'agent';
  key: string | undefined;
  peer: Peer | undefined;
  seat: number;
  /** Whether it was let in, and knows of no pause. */
  shows: boolean;
  strokes: ShownStrokes;
  open: number;
  last: number;
}

async function playRandom(seed: number, met: Set<string>): Promise<void> {
  const draw = drawFrom(seed);
  const chance = (percent: number): boolean => draw(100) < percent;
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  let saves: (() => void)[] = [];
  let slow = false;
  /** What went wrong where an exception would end no more than an effect. */
  const faults: string[] = [];
  let connections = 0;
  let stream = 0;
  /** Whoever sends now may see the page. */
  let mayBeHeard = true;
  /** What the customer said last. */
  let pausing = false;
  const session = await bareSession({
    keep: () => (slow ? new Promise((resolve) => saves.push(resolve)) : Promise.resolve()),
    fault: (error) => void faults.push(String(error)),
  });
  const page = (userId: string, role: Page['role'] = 'agent'): Page => {
    return { userId, role, key: undefined, peer: undefined, seat: 0, shows: false, strokes: createShownStrokes(), open: 0, last: 0 };
  };
  const cleo = { ...page('cleo', 'customer'), key: 'first' };
  const eve = page('eve');
  const honest = [cleo, page('ada'), page('ben'), page('cas')];
  const all = [...honest, eve];

  async function settle(): Promise<void> {
    slow = false;
    for (let n = 0; n < 20; n++) {
      for (const done of saves.splice(0)) done();
      await vi.advanceTimersByTimeAsync(0);
    }
  }

  function seatNow(peer: Peer): Seat | undefined {
    const { state } = session;
    const seat = state.phase === 'live' ? seatOfConnection(state, peer.id) : undefined;
    return state.phase === 'live' && seat && maySee(state, seat) ? seat : undefined;
  }

  /** Nothing reaches whom it is not for, at the moment it is sent, and nothing of one who may not see the page reaches anybody. */
  function mayHear(peer: Peer, what: string): void {
    if (!seatNow(peer)) faults.push(`${what} to one who may not see the page`);
    if (!mayBeHeard) faults.push(`${what} from one who may not see the page`);
    met.add(what);
  }

  function connect(of: Page): Peer {
    const here = (): boolean => of.peer === peer;
    const peer: Peer = {
      id: ++connections,
      heardAt: 0,
      send(message) {
        if (!here()) return;
        of.strokes.hear(message);
        switch (message.t) {
          case 'welcome':
            of.key = message.key;
            of.seat = message.you.seat ?? 0;
            of.shows = !message.waiting && !message.paused;
            if (of === cleo) pausing = message.paused;
            break;
          case 'admitted':
            of.shows = !message.paused;
            break;
          case 'waiting':
          case 'paused':
            of.shows = false;
            of.strokes.clear();
            break;
          case 'resumed':
            // The customer may have paused again meanwhile.
            of.shows = of !== cleo || !pausing;
            break;
          case 'forget':
            of.strokes.untie();
            break;
          case 'keyframe':
            frame(of, { kind: FrameKind.View, flags: KEY, stream: ++stream, number: 0 });
            break;
          default:
        }
        if (['erased', 'drawings_cleared', 'assist_refused', 'proposal_answered'].includes(message.t)) met.add(message.t);
      },
      frame: () => mayHear(peer, 'view'),
      replay: () => mayHear(peer, 'view'),
      pointer: () => mayHear(peer, 'pointer'),
      direct(bytes, kind) {
        mayHear(peer, kind);
        if (kind === 'drawing') of.strokes.show(bytes);
        else if (of !== cleo) faults.push(`${kind} to an agent`);
        const { state } = session;
        const holder = state.phase === 'live' ? state.assist?.seat : undefined;
        if (kind === 'act' && holder !== readHeader(bytes)?.stream)
          faults.push(`an act of ${readHeader(bytes)?.stream}, held by ${holder}`);
      },
      dropFrames: () => {},
      probe: async () => true,
      close: () => {
        if (here()) of.peer = undefined;
      },
    };
    return peer;
  }

  function lose(of: Page): void {
    const { peer } = of;
    of.peer = undefined;
    of.open = 0;
    if (peer) session.closed(peer);
  }

  async function enter(of: Page, anew: boolean): Promise<void> {
    if (of.key === undefined) {
      await settle();
      const key = `${of.userId} ${++connections}`;
      const { userId, role } = of;
      const reserved = session.reserve({ role, userId, userName: userId, address: '', key });
      await settle();
      if (!(await reserved).ok) return;
      of.key = key;
      anew = true;
    }
    if (anew) {
      of.strokes.clear();
      of.open = 0;
      of.shows = false;
    }
    const { key } = of;
    // Good again only once the welcome has come.
    if (of !== cleo) of.key = undefined;
    of.peer = connect(of);
    const tab = of === cleo && anew ? { tab: 'tab', url: `https://shop.example/${draw(2)}` } : undefined;
    session.enter(of.peer, { t: 'hello', v: 2, sdk: '3', sessionId: 's', key, ...(of === cleo && { approval: chance(50) }), ...tab });
    if (of === cleo || chance(60)) await settle();
    if (of === cleo && chance(90)) say(of, switches());
  }

  const switches = (): ClientMessage => ({
    t: 'switches',
    given: givenSwitches({
      draw: { agents: chance(85), customer: chance(85) },
      assist: { types: chance(85) ? ['scroll_page', 'click'] : [], consent: chance(30), confirmStop: false },
    }),
  });

  function say(of: Page, message: ClientMessage): void {
    if (!of.peer || message.t === 'hello' || message.t === 'ping' || message.t === 'pong') return;
    if (of === cleo && (message.t === 'pause' || message.t === 'resume')) pausing = message.t === 'pause';
    if (of === cleo && message.t === 'pause') {
      of.shows = false;
      of.strokes.clear();
    }
    if (message.t === 'forget') of.strokes.untie();
    session.message(of.peer, message);
  }

  function frame(of: Page, header: { kind: FrameKind; flags: number; stream: number; number: number }, body = draw(60) + 1): void {
    if (!of.peer) return;
    const head = writeFrame(header, new Uint8Array(0)).byteLength;
    const bytes = writeFrame(header, Uint8Array.of(body));
    mayBeHeard = seatNow(of.peer) !== undefined;
    const taken = session.frame(of.peer, header, bytes, head);
    if (!mayBeHeard) met.add('unheard');
    mayBeHeard = true;
    if (taken) return;
    if (of !== eve) faults.push(`refused: kind ${header.kind} flags ${header.flags} of ${of.userId}`);
    met.add('malformed');
    lose(of);
  }

  /** What a client of ours draws: only while it shows the page, each stroke under a number above those it has seen of its own. */
  function drawOn(of: Page): void {
    if (!of.peer || !of.shows || of.seat === 0) return;
    const begins = of.open === 0 || !of.strokes.has({ seat: of.seat, number: of.open });
    if (begins) of.open = ++of.last;
    const number = of.open;
    const flags = (begins ? Begin : 0) | (chance(40) ? End : 0) | (begins && chance(15) ? Vanishing : 0);
    const header = { kind: FrameKind.Drawing, flags, stream: of.seat, number };
    const body = draw(60) + 1;
    of.strokes.show(writeFrame(header, Uint8Array.of(body)));
    if (flags & End) of.open = 0;
    frame(of, header, body);
  }

  const someStroke = ({ strokes: { names } }: Page): StrokeName => (names.length > 0 ? pick(names) : { seat: 1, number: 1 });

  async function step(): Promise<void> {
    const who = pick(honest);
    const [first] = all.filter(({ peer }) => peer);
    slow = chance(50);
    switch (draw(22)) {
      case 0:
      case 1: {
        const away = all.filter(({ peer }) => !peer);
        return away.length > 0 ? enter(pick(away), chance(40)) : undefined;
      }
      case 2:
        return chance(40) ? lose(who) : undefined;
      case 3:
        return who.peer && chance(40) ? enter(who, true) : undefined;
      case 4:
        return say(cleo, chance(25) ? { t: 'pause' } : { t: 'resume', url: `https://shop.example/${draw(2)}` });
      case 5:
        return say(pick(all), { t: 'erase', strokes: [someStroke(who), someStroke(who)], ...(chance(30) && { gone: true as const }) });
      case 6:
        return chance(30) ? say(pick(all), { t: 'clear_drawings', all: chance(50) }) : undefined;
      case 7:
        return say(cleo, switches());
      case 8: {
        const name = someStroke(cleo);
        const header = { kind: FrameKind.Drawing, flags: Anchor, stream: name.seat, number: name.number };
        const body = draw(60) + 1;
        if (!cleo.peer || !cleo.strokes.has(name)) return undefined;
        cleo.strokes.show(writeFrame(header, Uint8Array.of(body)));
        return frame(cleo, header, body);
      }
      case 9:
        return say(pick(all), { t: 'request_assist', requestId: 'r', types: ['click', 'scroll_page'] });
      case 10: {
        const { state } = session;
        const asked = state.phase === 'live' ? state.asks?.[0]?.id : undefined;
        return asked ? say(cleo, { t: 'respond_assist', requestId: asked, allow: chance(80) }) : undefined;
      }
      case 11:
        return chance(30) ? say(pick(all), { t: 'stop_assist' }) : undefined;
      case 12: {
        const [agent, flags] = [pick(all.slice(1)), ACT_TYPES.indexOf(pick(['click', 'scroll_page', 'navigate'] as const))];
        frame(agent, { kind: FrameKind.Act, flags, stream: 0, number: draw(99) });
        return frame(agent, { kind: FrameKind.Draft, flags: 0, stream: 0, number: draw(99) });
      }
      case 13:
        return frame(pick(all), { kind: FrameKind.Pointer, flags: 0, stream: 0, number: 0 });
      case 14:
        return say(cleo, { t: 'respond_agent', userId: pick(all).userId, allow: chance(90) });
      case 15:
        return say(cleo, chance(15) ? { t: 'remove_agent', userId: pick(all).userId } : { t: 'forget' });
      case 16:
      case 17:
        // Whatever the wire can carry, in any seat's name.
        for (let n = 0; n < 5; n++)
          frame(eve, { kind: pick([2, 4, 4, 5, 6] as const), flags: chance(80) ? draw(8) : draw(256), stream: draw(8), number: draw(12) });
        return undefined;
      case 18:
        if (chance(30)) return say(pick(all.slice(1)), { t: 'leave' });
        return say(first ?? cleo, { t: 'covered' });
      default:
        for (let n = draw(6); n >= 0; n--) drawOn(who);
        return undefined;
    }
  }

  function compare(): void {
    if (session.state.phase !== 'live' || session.state.paused) return;
    const pages = honest.filter(({ peer, shows }) => peer && shows);
    for (const other of pages.slice(1))
      expect(other.strokes.list, `${other.userId} and ${pages[0]?.userId}`).toEqual(pages[0]?.strokes.list);
    // What nobody draws any more has ended.
    const { seats } = session.state;
    for (const [name, pieces] of pages[0]?.strokes.list ?? []) {
      const author = seats.find(({ number }) => name.startsWith(`${number}.`));
      if (author?.presence.at !== 'connected') expect(pieces.at(-1), name).toMatch(/\.$/);
    }
    if (pages.length > 2 && (pages[0]?.strokes.list.length ?? 0) > 3) met.add('compared');
  }

  await enter(cleo, true);
  for (let n = 0; n < STEPS && session.state.phase === 'live'; n++) {
    await step();
    await vi.advanceTimersByTimeAsync(draw(40));
    expect(faults).toEqual([]);
    if (n % 10 > 0) continue;
    await settle();
    compare();
  }
  // Who comes now is shown what everybody shows.
  await settle();
  if (session.state.phase === 'live' && !session.state.paused) {
    const late = page('cas');
    if (honest[3]?.peer) lose(honest[3]);
    honest[3] = late;
    await enter(late, true);
    compare();
  }
  saves = [];
  await session.stop(CloseCode.Restarting);
}

test(`I3 I4 I6 I7 I15 ${SESSIONS} random sessions with a hostile agent: all pages show the same drawings, and nobody gets what is not for them (seed ${SEED})`, {
  timeout: 600_000,
}, async () => {
  const met = new Set<string>();
  for (let n = 0; n < SESSIONS; n++) {
    const seed = (SEED + Math.imul(n, 7_919)) >>> 0;
    await playRandom(seed, met).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    });
  }
  const kinds = ['view', 'pointer', 'drawing', 'act', 'draft', 'malformed', 'unheard', 'compared'];
  expect([...met]).toEqual(expect.arrayContaining([...kinds, 'erased', 'drawings_cleared', 'assist_refused', 'proposal_answered']));
});
