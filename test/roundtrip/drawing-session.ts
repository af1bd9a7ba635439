import { type Author, createAuthor, createStrokes, type Strokes } from '@sightline/draw';
import { type ClientMessage, type FrameHeader, readHeader, type ServerMessage } from '@sightline/protocol';
import { expect } from 'vitest';
import { type DrawRig, drawRig } from '../../packages/customer/src/draw/draw.fixture.js';
import { createDrawings } from '../../packages/server/src/view/drawings.js';
import type { Peer } from '../../packages/server/src/view/peer.js';
import { deskMirror, type DeskMirror } from './desk-mirror.js';
import { createWay, type Way } from './way.js';

const row = (n: number, keyed: boolean): string =>
  `<li ${keyed ? `data-key=k${n}` : ''} style="height:24px;width:${120 + n * 7}px">row ${n}</li>`;
export const rows = (count: number, keyed: boolean): string => Array.from({ length: count }, (_, n) => row(n, keyed)).join('');
const PAGE = `<div id=top style="height:20px"></div>
  <div id=scroller style="width:320px;height:140px;overflow:auto"><ul id=keyed>${rows(12, true)}</ul></div>
  <section id=plain style="width:300px">${rows(4, false)}</section>
  <div id=cover style="height:60px"><p id=in style="height:30px;width:200px">secret</p></div>
  <div style="height:1500px"></div>`;

export interface Agent extends DeskMirror {
  seat: number;
  strokes: Strokes;
  author: Author;
  up: Way;
  down: Way;
}

const ids = ['me', 'ann', 'ben'];

/** The customer's page, two desks and the service's own keeping of drawings between them. */
export async function session() {
  const time = (): number => performance.now();
  const customer = { up: createWay(), down: createWay() };
  const agents: Agent[] = [];
  const peers = [0, 1, 2].map((seat) => {
    const to = (): { frame(header: FrameHeader, body: Uint8Array): void; message(m: ServerMessage): void } =>
      seat === 0
        ? page.drawing
        : { frame: (header, body) => agents[seat - 1]?.strokes.frame(header, body), message: (m) => agents[seat - 1]?.author.message(m) };
    const down = (): Way => (seat === 0 ? customer.down : (agents[seat - 1] as Agent).down);
    return {
      id: seat,
      send: (m: ServerMessage) => down().put(() => to().message(m)),
      direct(bytes: Uint8Array) {
        const header = readHeader(bytes);
        if (header) down().put(() => to().frame(header, bytes.subarray(header.body)));
      },
    } as unknown as Peer;
  });
  const service = createDrawings({
    share: { take: () => true, give: () => undefined },
    now: time,
    audience: () => peers,
    mayDraw: () => true,
    takenUp: false,
  });
  const relay = (seat: number, up: Way) => {
    const author = {
      peer: peers[seat] as Peer,
      seat,
      role: seat === 0 ? ('customer' as const) : ('agent' as const),
      userId: ids[seat] ?? '',
      userName: '',
    };
    return {
      sendFrame: (header: FrameHeader, body: Uint8Array) =>
        up.put(() => expect(service.frame(author, header, body), JSON.stringify(header)).toBe(true)),
      send: (m: ClientMessage) =>
        up.put(() => {
          if (m.t === 'erase') service.erase(author, m.strokes, m.gone === true);
          else if (m.t === 'clear_drawings') service.clear(author, m.all);
        }),
    };
  };
  const page: DrawRig = await drawRig(PAGE, { maskCssSelectors: '.mask' }, { relay: relay(0, customer.up) });
  for (const seat of [1, 2]) agents.push(await desk(seat, time, (up) => relay(seat, up)));
  let told = 0;
  let forgets = 0;
  return {
    page,
    agents,
    customer,
    /** What the page has said of its view since. */
    view() {
      if (page.forgets > forgets) service.forget();
      forgets = page.forgets;
      for (; told < page.frames.length; told++) {
        const frame = page.frames[told] as (typeof page.frames)[0];
        for (const agent of agents) agent.down.put(() => agent.view(frame));
      }
    },
    reopen(stream: number) {
      service.forget();
      page.capture.open(stream);
    },
    ways: (): Way[] => [customer.up, customer.down, ...agents.flatMap(({ up, down }) => [up, down])],
  };
}

async function desk(
  seat: number,
  now: () => number,
  relay: (up: Agent['up']) => Pick<Parameters<typeof createAuthor>[0], 'send' | 'sendFrame'>,
): Promise<Agent> {
  const mirror = await deskMirror();
  const { renderer, stream } = mirror;
  const strokes = createStrokes({ now });
  const [up, down] = [createWay(), createWay()];
  const author = createAuthor({
    you: { seat, userId: ids[seat] ?? '' },
    strokes,
    now,
    again: ({ anchor }) => (anchor.stream === stream() && renderer.nodeOf(anchor.id) ? anchor : undefined),
    ...relay(up),
  });
  return { ...mirror, seat, strokes, author, up, down };
}

export type Session = Awaited<ReturnType<typeof session>>;
